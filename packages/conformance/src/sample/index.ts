export { makeSample, pushAll, type Sample, type SampleOptions } from './sample.ts';
export { sampleValues } from './values.ts';
