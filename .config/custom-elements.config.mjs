export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts'],
  litelement: true,
  // The manifest's place is written in the package by hand.
  packagejson: false,
};
