import type { ComposerCatalogue } from './catalogue.ts';

const composerGerman: ComposerCatalogue = {
  edit: 'Bearbeiten',
  composer: 'Neuer Eintrag',
  note: 'Notiz',
  logCall: 'Anruf',
  logEmail: 'E-Mail',
  task: 'Aufgabe',
  noteText: 'Was sollten andere wissen?',
  callText: 'Was wurde besprochen?',
  emailSubject: 'Betreff',
  emailText: 'Was wurde geschrieben?',
  taskSubject: 'Was ist zu tun?',
  taskNotes: 'Einzelheiten',
  direction: 'Richtung',
  inbound: 'Von außen',
  outbound: 'Von uns',
  minutes: 'Minuten',
  outcome: 'Ergebnis',
  due: 'Fällig',
  nextWeek: 'In einer Woche',
  happenedAt: 'Wann',
  saveKey: 'Strg Enter',
  savedEntry: 'Gespeichert',
  savedHidden: 'Gespeichert; der Filter blendet es aus.',
  hiddenEntry: 'Der Filter blendet Ihren neuen Eintrag aus.',
  showHidden: 'Anzeigen',
  refusedEntry: 'Ihr Eintrag wurde nicht gespeichert: {reason}',
  draft: 'Entwurf: {text}',
};

export default composerGerman;
