export type * as strictPage from './strict-page.ts';
export { allByRole, byRole, findByRole, findText, focused, textOf, type, until } from './screen.ts';
export { aRecord, aWorld, ago, anActivity, ana, mika, nordwind, now, silent, type World } from './world.ts';
