import type { ChoicesCatalogue } from './catalogue.ts';

const choicesGerman: ChoicesCatalogue = {
  openChoice: 'Offen',
  doneChoice: 'Erledigt',
  canceledChoice: 'Abgebrochen',
  newChoice: 'Neu',
  pendingChoice: 'Ausstehend',
  holdChoice: 'Zurückgestellt',
  solvedChoice: 'Gelöst',
  closedChoice: 'Geschlossen',
  lowChoice: 'Niedrig',
  normalChoice: 'Normal',
  highChoice: 'Hoch',
  urgentChoice: 'Dringend',
  grantedChoice: 'Erteilt',
  deniedChoice: 'Abgelehnt',
  withdrawnChoice: 'Widerrufen',
  emailChoice: 'E-Mail',
  smsChoice: 'SMS',
  phoneChoice: 'Telefon',
  postChoice: 'Post',
  socialChoice: 'Soziale Medien',
  pushChoice: 'Push',
  webChoice: 'Web',
  consentChoice: 'Einwilligung',
  contractChoice: 'Vertrag',
  legalObligationChoice: 'Rechtliche Verpflichtung',
  vitalInterestChoice: 'Lebenswichtiges Interesse',
  publicTaskChoice: 'Öffentliche Aufgabe',
  legitimateInterestChoice: 'Berechtigtes Interesse',
};

export default choicesGerman;
