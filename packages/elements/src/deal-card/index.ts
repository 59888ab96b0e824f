export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export {
  CrmDealChangeEvent,
  CrmDealChangedEvent,
  CrmDealDecideEvent,
  CrmDealDecidedEvent,
  dealFacts,
  type DealDecision,
  type DealFact,
} from './deal-card.events.ts';
export { CrmDealCard } from './deal-card.ts';
