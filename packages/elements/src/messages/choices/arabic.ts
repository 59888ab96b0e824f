import type { ChoicesCatalogue } from './catalogue.ts';

const choicesArabic: ChoicesCatalogue = {
  openChoice: 'مفتوح',
  doneChoice: 'منجز',
  canceledChoice: 'ملغى',
  newChoice: 'جديد',
  pendingChoice: 'معلّق',
  holdChoice: 'مؤجل',
  solvedChoice: 'محلول',
  closedChoice: 'مغلق',
  lowChoice: 'منخفضة',
  normalChoice: 'عادية',
  highChoice: 'عالية',
  urgentChoice: 'عاجلة',
  grantedChoice: 'ممنوحة',
  deniedChoice: 'مرفوضة',
  withdrawnChoice: 'مسحوبة',
  emailChoice: 'البريد الإلكتروني',
  smsChoice: 'الرسائل القصيرة',
  phoneChoice: 'الهاتف',
  postChoice: 'البريد',
  socialChoice: 'التواصل الاجتماعي',
  pushChoice: 'الإشعارات',
  webChoice: 'الويب',
  consentChoice: 'موافقة',
  contractChoice: 'عقد',
  legalObligationChoice: 'التزام قانوني',
  vitalInterestChoice: 'مصلحة حيوية',
  publicTaskChoice: 'مهمة عامة',
  legitimateInterestChoice: 'مصلحة مشروعة',
};

export default choicesArabic;
