import { describe, expect, it } from 'vitest';
import { fields, type Field } from '../model/index.ts';
import { mergeField } from './merge-field.ts';

const { reference, tags, text } = fields;
const line = text();
const asked = reference('user', { conflict: 'ask' });
const notes = text({ conflict: 'append' });
const united = text({ conflict: 'union' });

describe('A6 one field, three ways', () => {
  it.each<[string, Field, unknown, unknown, unknown, unknown, string]>([
    // What, field, base, mine, theirs, outcome.
    ['theirs is as it was: mine', line, 'a', 'b', 'a', 'b', 'clean'],
    ['both want the same: that', line, 'a', 'b', 'b', 'b', 'clean'],
    ['both want the same, and would be asked', asked, 'a', 'b', 'b', 'b', 'clean'],
    ['I changed nothing: theirs', line, 'a', 'a', 'b', 'b', 'merged'],
    ['I changed nothing, and would be asked: theirs', asked, 'a', 'a', 'b', 'b', 'merged'],
    ['both changed: mine, and theirs is told', line, 'a', 'b', 'c', 'b', 'overwrote'],
    ['both changed and it is to be asked: theirs stands', asked, 'a', 'b', 'c', 'c', 'conflict'],
    ['null is not missing: theirs was taken out', asked, null, 'b', undefined, undefined, 'conflict'],
    ['I take out what they changed', line, 'a', undefined, 'c', undefined, 'overwrote'],
    ['I fill what they filled', line, undefined, 'b', 'c', 'b', 'overwrote'],

    [
      'sets: theirs, with mine put in and taken out',
      tags(),
      ['a', 'b'],
      ['b', 'x'],
      ['a', 'b', 'y'],
      ['b', 'y', 'x'],
      'merged',
    ],
    [
      'sets: theirs in another order is as it was',
      tags(),
      ['a', 'b'],
      ['a', 'b', 'x'],
      ['b', 'a'],
      ['a', 'b', 'x'],
      'clean',
    ],
    ['sets: both put in the same, in other words', tags(), [], ['Zoë'], ['ZOE', 'y'], ['ZOE', 'y'], 'merged'],
    [
      'sets: what I took out stays out, in other words',
      tags(),
      ['Zoë', 'b'],
      ['b'],
      ['zoe', 'b', 'y'],
      ['b', 'y'],
      'merged',
    ],
    ['sets: I empty it, they put one in', tags(), ['a'], [], ['a', 'y'], ['y'], 'merged'],
    ['sets: I take it out whole, they took out part', tags(), ['a', 'b'], undefined, ['a'], undefined, 'merged'],
    ['sets: they took it out whole, I put in', tags(), ['a'], ['a', 'x'], null, ['x'], 'merged'],
    ['union of what is no set is the last write', united, 'a', 'b', 'c', 'b', 'overwrote'],

    ['texts: both put something behind', notes, 'a', 'a\nmine', 'a\ntheirs', 'a\ntheirs\nmine', 'merged'],
    ['texts: the line break is not doubled', notes, 'a', 'a\r\nmine', 'a\ntheirs', 'a\ntheirs\nmine', 'merged'],
    ['texts: there was none before', notes, undefined, 'mine', 'theirs', 'theirs\nmine', 'merged'],
    ['texts: they took it away', notes, 'a', 'a\nmine', null, 'mine', 'merged'],
    ['texts: I wrote into the middle', notes, 'a', 'A!', 'a\ntheirs', 'A!', 'overwrote'],
    ['texts: I took it away', notes, 'a', null, 'a\ntheirs', null, 'overwrote'],
  ])('%s', (_what, field, base, mine, theirs, value, outcome) => {
    expect(mergeField(field, base, mine, theirs)).toEqual({ value, outcome });
  });
});
