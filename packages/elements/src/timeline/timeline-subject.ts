import type { TimelineSubject } from '@rapport/core';
import { parseRecordName, type RecordName } from '@rapport/core/model';
import { warnOnce } from '../element/index.ts';

const subjectTypes = ['contact', 'company', 'deal'] as const;

/** What a page has written of whose timeline it is to be. */
export type SubjectNames = { readonly [type in TimelineSubject['type']]: string | undefined };

/** Whose it is; `name` is undefined where what was written is none. */
export interface WrittenSubject {
  readonly type: TimelineSubject['type'];
  readonly text: string;
  readonly name: RecordName | undefined;
}

/** The first that is written. */
export function subjectOf(names: SubjectNames): WrittenSubject | undefined {
  const type = subjectTypes.find((each) => names[each]);
  const text = type && names[type];
  return type && text ? { type, text, name: parseRecordName(text) } : undefined;
}

/** Tells a developer what is wrong with it. */
export function checkSubject(element: Element & SubjectNames, subject: WrittenSubject | undefined): void {
  if (subject && !subject.name)
    warnOnce(element, `${subject.type} is an id or system:id, like erp:10042; not ${JSON.stringify(subject.text)}.`);
  if (subjectTypes.filter((type) => element[type]).length > 1)
    warnOnce(element, 'It shows one of contact, company and deal.');
}
