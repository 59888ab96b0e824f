import { campaign, journey } from './campaign.ts';
import { contract } from './contract.ts';
import { closeDateChange, contactRole, dealApproval, dealSplit } from './deal-parts.ts';
import { document } from './document.ts';
import { everydayTypes } from './everyday.ts';
import { forecastAdjustment, forecastSnapshot, quota } from './forecast.ts';
import { order } from './order.ts';
import { dealRegistration, partner } from './partner.ts';
import { lineItem, product } from './product.ts';
import { project } from './project.ts';
import { segment } from './segment.ts';
import { team } from './team.ts';
import type { RecordOf } from '../record-type.ts';

/** Every record type Rapport declares. */
export const standardTypes = {
  ...everydayTypes,
  team,
  contactRole,
  closeDateChange,
  dealApproval,
  dealSplit,
  product,
  lineItem,
  quota,
  forecastAdjustment,
  forecastSnapshot,
  document,
  segment,
  campaign,
  journey,
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
