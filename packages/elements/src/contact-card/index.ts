export type { Density, Phase, ProblemKind, RapportElement } from '../element/index.ts';
export { CrmContactChangeEvent, CrmContactChangedEvent, type EditableField } from './contact-card.events.ts';
export { CrmContactCard } from './contact-card.ts';
