export * from './failure/index.ts';
export * from './model/index.ts';
export * from './filter/index.ts';
export * from './query/index.ts';
export * from './port/index.ts';
export * from './authority/index.ts';
export * from './timeline/index.ts';
