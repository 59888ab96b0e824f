import type { ContactCardCatalogue } from './catalogue.ts';

const contactCardArabic: ContactCardCatalogue = {
  email: 'البريد الإلكتروني',
  phone: 'الهاتف',
  website: 'الموقع',
  jobTitle: 'المسمى الوظيفي',
  consent: 'الموافقة',
  timeThere: '{time} هناك',
  nothingOpen: 'لا شيء مفتوح',
  openDeals: {
    zero: 'لا صفقات',
    one: 'صفقة واحدة',
    two: 'صفقتان',
    few: '{count} صفقات',
    many: '{count} صفقة',
    other: '{count} صفقة',
  },
  openTickets: {
    zero: 'لا تذاكر',
    one: 'تذكرة واحدة',
    two: 'تذكرتان',
    few: '{count} تذاكر',
    many: '{count} تذكرة',
    other: '{count} تذكرة',
  },
  atLeast: '{count} أو أكثر',
  noConsent: 'غير مسجلة',
  grantedConsent: '{channel}: ممنوحة',
  deniedConsent: '{channel}: مرفوضة',
  withdrawnConsent: '{channel}: مسحوبة',
  pendingConsent: '{channel}: معلّقة',
  expiredConsent: '{channel}: منتهية',
  consentDetail: '{purpose}، منذ {date}',
  emailChannel: 'البريد الإلكتروني',
  smsChannel: 'الرسائل القصيرة',
  phoneChannel: 'الهاتف',
  postChannel: 'البريد',
  socialChannel: 'التواصل الاجتماعي',
  pushChannel: 'الإشعارات',
  webChannel: 'الويب',
};

export default contactCardArabic;
