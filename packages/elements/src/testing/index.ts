export { looks, problems } from './every-element.ts';
export { openStrictPage } from './open-strict-page.ts';
export { allByRole, byRole, findByRole, findText, focused, textOf, type, until } from './screen.ts';
export {
  aRecord,
  aWorld,
  ago,
  anActivity,
  ana,
  mika,
  newcomer,
  newId,
  nordwind,
  now,
  silent,
  type World,
} from './world.ts';
export {
  aBoardWorld,
  aDeal,
  lena,
  lost,
  manyDeals,
  negotiation,
  proposal,
  qualified,
  renewals,
  sales,
  upcoming,
  won,
  type BoardWorld,
} from './a-pipeline.ts';
export {
  cardsIn,
  columnOf,
  findCard,
  findCards,
  frame,
  headOf,
  lift,
  middleOf,
  saidBy,
  showBoard,
  slotIn,
} from './a-board.ts';
export { aDealWorld, dealIn, framework, showDealCard } from './a-deal-card.ts';
