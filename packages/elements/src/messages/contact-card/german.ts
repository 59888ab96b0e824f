import type { ContactCardCatalogue } from './catalogue.ts';

const contactCardGerman: ContactCardCatalogue = {
  email: 'E-Mail',
  phone: 'Telefon',
  website: 'Website',
  jobTitle: 'Position',
  consent: 'Einwilligung',
  timeThere: 'dort {time}',
  nothingOpen: 'Nichts offen',
  openDeals: { one: '{count} Geschäft', other: '{count} Geschäfte' },
  openTickets: { one: '{count} Ticket', other: '{count} Tickets' },
  atLeast: '{count} oder mehr',
  noConsent: 'Nicht erfasst',
  grantedConsent: '{channel}: erteilt',
  deniedConsent: '{channel}: abgelehnt',
  withdrawnConsent: '{channel}: widerrufen',
  pendingConsent: '{channel}: ausstehend',
  expiredConsent: '{channel}: abgelaufen',
  consentDetail: '{purpose}, seit {date}',
  emailChannel: 'E-Mail',
  smsChannel: 'SMS',
  phoneChannel: 'Telefon',
  postChannel: 'Post',
  socialChannel: 'Soziale Medien',
  pushChannel: 'Push',
  webChannel: 'Web',
};

export default contactCardGerman;
