import { fieldsOf, recordSchema, valueAt } from '@rapport/core/model';
import type { Check } from '../check.ts';

/** M1 to M7: what is written comes back. */
export const records: readonly Check[] = [
  {
    id: 'records/sample',
    claim: 'Every record type that may be created can be',
    async run({ sample, description }, tally) {
      for (const [type, { create }] of Object.entries(description.types)) {
        if (create) tally.holds(!sample.left.has(type), () => `${type} could not be made: ${sample.left.get(type)}`);
      }
    },
  },
  {
    id: 'records/round-trip',
    claim: 'Records come back as they were written, null and missing told apart',
    async run({ backend, sample }, tally) {
      for (const [type, made] of sample.records) {
        const { records: read, missing } = await backend.get(made.map(({ id }) => ({ type, name: { id } })));
        tally.equal(missing, [], `${type}: missing`);
        const byId = new Map(read.map((record) => [record.id, record]));
        for (const record of made) {
          const again = byId.get(record.id);
          const form = recordSchema(sample.model, type).safeParse(again);
          tally.holds(
            form.success,
            () =>
              `${type} ${record.id} is not of its form: ${form.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join(', ')}`,
          );
          for (const { path, key } of fieldsOf(sample.model, type)) {
            if (again) tally.equal(valueAt(again, key), valueAt(record, key), `${type} ${path}`);
          }
        }
      }
    },
  },
  {
    id: 'records/missing',
    claim: 'What is not there is named as missing',
    async run({ backend, newId }, tally) {
      const ref = { type: 'contact', name: { id: newId() } };
      const answer = await backend.get([
        ref,
        { type: 'contact', name: { system: 'conformance', externalId: newId() } },
      ]);
      tally.equal(answer.records, [], 'records');
      tally.equal(answer.missing.length, 2, 'number of missing');
      tally.equal(answer.missing[0], ref, 'the first missing');
    },
  },
];
