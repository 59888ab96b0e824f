import { extendModel, standardModel, type Actor } from '@rapport/core';
import { fullExtension } from './arbitraries.ts';

/** The model that is written to. */
export const writtenModel = extendModel(standardModel, fullExtension);

/** The types that are written to, among them what partners and customers have of their own. */
export const writtenTypes = [
  'user',
  'company',
  'contact',
  'partner',
  'product',
  'deal',
  'dealRegistration',
  'contactRole',
  'activity',
  'ticket',
  'message',
  'subscription',
] as const;
type WrittenType = (typeof writtenTypes)[number];

const perType = 3;
/** The id of a type's nth record; few, so that writes meet. */
export const idOf = (type: string, index: number): string =>
  `0000000${writtenTypes.indexOf(type as WrittenType).toString(16)}-0000-7000-8000-${String(index).padStart(12, '0')}`;
export const idsOf = (type: string): readonly string[] =>
  writtenTypes.includes(type as WrittenType) ? Array.from({ length: perType }, (_, index) => idOf(type, index)) : [];

/** Who writes and reads. */
export const people: readonly Omit<Actor, 'tenant'>[] = [
  { role: 'admin', user: idOf('user', 0) },
  { role: 'agent', user: idOf('user', 1) },
  { role: 'partner', partner: idOf('partner', 0) },
  { role: 'customer', contact: idOf('contact', 0) },
  { role: 'customer' },
];
