import { activity, document, task } from './activity.ts';
import { company } from './company.ts';
import { contact } from './contact.ts';
import { contactRole, deal, lineItem, pipeline, product, stage, stageChange } from './deal.ts';
import { campaign, consent, journey, segment } from './marketing.ts';
import { dealRegistration, partner } from './partner.ts';
import { contract, order, project } from './service.ts';
import { team, user } from './team.ts';
import { message, ticket } from './ticket.ts';
import type { RecordOf } from '../record-type.ts';

/** Every record type Rapport declares. */
export const standardTypes = {
  contact, company, user, team,
  pipeline, stage, deal, stageChange, contactRole, product, lineItem,
  activity, task, document,
  ticket, message,
  segment, campaign, journey, consent,
  partner, dealRegistration,
  contract, order, project,
} as const;

export type StandardTypes = typeof standardTypes;
export type StandardTypeName = keyof StandardTypes;
/** The records of the declared types, by the type's name. */
export type StandardRecords = { readonly [Name in StandardTypeName]: RecordOf<StandardTypes[Name]> };
