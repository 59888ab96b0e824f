import { activity } from './activity.ts';
import { campaign, journey } from './campaign.ts';
import { company } from './company.ts';
import { consent } from './consent.ts';
import { contact } from './contact.ts';
import { contract } from './contract.ts';
import { closeDateChange, contactRole, deal, dealApproval, dealSplit, stageChange } from './deal.ts';
import { document } from './document.ts';
import { exchangeRate, forecastAdjustment, forecastSnapshot, quota } from './forecast.ts';
import { order } from './order.ts';
import { dealRegistration, partner } from './partner.ts';
import { pipeline, stage } from './pipeline.ts';
import { lineItem, product } from './product.ts';
import { project } from './project.ts';
import { segment } from './segment.ts';
import { task } from './task.ts';
import { team, user } from './team.ts';
import { message, ticket } from './ticket.ts';
import type { RecordOf } from '../record-type.ts';

/** Every record type Rapport declares. */
export const standardTypes = {
  contact,
  company,
  user,
  team,
  pipeline,
  stage,
  deal,
  stageChange,
  contactRole,
  closeDateChange,
  dealApproval,
  dealSplit,
  product,
  lineItem,
  exchangeRate,
  quota,
  forecastAdjustment,
  forecastSnapshot,
  activity,
  task,
  document,
  ticket,
  message,
  segment,
  campaign,
  journey,
  consent,
  partner,
  dealRegistration,
  contract,
  order,
  project,
} as const;

export type StandardTypes = typeof standardTypes;
export type StandardTypeName = keyof StandardTypes;
/** The records of the declared types, by the type's name. */
export type StandardRecords = { readonly [Name in StandardTypeName]: RecordOf<StandardTypes[Name]> };
