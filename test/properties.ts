import fc from 'fast-check';

/**
 * Property tests ask the same in each run, so that what fails is of the change's doing. `PROPERTY_SEED=random` asks something new, which is how faults are
 * looked for; a failure prints its seed, and `PROPERTY_SEED=NUMBER` asks that again.
 */
const asked = process.env['PROPERTY_SEED'];
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked ?? 20_261_122) });
