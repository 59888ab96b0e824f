import type { CommonCatalogue } from './catalogue.ts';

const commonGerman: CommonCatalogue = {
  retry: 'Erneut versuchen',
  loading: 'Wird geladen …',
  saving: 'Wird gespeichert …',
  offlineNote: 'Offline. Das ist der zuletzt geladene Stand.',
  offlineProblem: 'Keine Verbindung',
  offlineProblemText: 'Die Daten erscheinen, sobald die Verbindung wieder da ist.',
  unauthenticatedProblem: 'Nicht angemeldet',
  unauthenticatedProblemText: 'Melden Sie sich erneut an, um das zu sehen.',
  notPermittedProblem: 'Keine Berechtigung',
  notPermittedProblemText: 'Ihre Rolle umfasst das nicht. Eine Administratorin kann das ändern.',
  notFoundProblem: 'Nicht gefunden',
  notFoundProblemText: '{name} gibt es nicht, oder Sie dürfen es nicht sehen.',
  nameProblem: 'Niemand ist angegeben',
  nameProblemText: 'Diese Seite sagt nicht, wen sie zeigen soll. „{name}“ ist weder eine Kennung noch system:kennung.',
  clientProblem: 'Nicht verbunden',
  clientProblemText: 'Diese Seite hat noch keine Verbindung zu den Kundendaten.',
  errorProblem: 'Etwas ist schiefgegangen',
  errorProblemText: 'Der Server konnte nicht antworten. Es wurde nichts geändert.',
  filter: 'Anzeigen',
  search: 'Suchen',
  listComma: ', ',
};

export default commonGerman;
