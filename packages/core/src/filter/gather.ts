import type { AnyRecord } from '../model/index.ts';
import type { Look, Places } from './block.ts';

/** Reads one field of the records at some places into the block's values. */
export type Gather = (look: Look, places: Places, count: number, name: string) => void;

// An engine keeps with a place in the code what it learned there of how records are laid out, and keeps it for one name only: a place that reads many fields
// looks each up anew, which takes longer than all the rest. Hence some places of the same text, each for what it reads first, and the last for all others.
const gathers: readonly Gather[] = [
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
  ({ records, values }, places, count, name) => {
    for (let at = 0; at < count; at++) values[at] = (records[places[at] as number] as AnyRecord)[name];
  },
];

const gatherOf = new Map<string, Gather>();

/** What reads a field of this name: the same for the same name. */
export function gatherer(name: string): Gather {
  const known = gatherOf.get(name);
  if (known) return known;
  const gather = gathers[Math.min(gatherOf.size, gathers.length - 1)] as Gather;
  if (gatherOf.size < gathers.length) gatherOf.set(name, gather);
  return gather;
}
