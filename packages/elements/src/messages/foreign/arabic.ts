import type { ForeignCatalogue } from './catalogue.ts';

const foreignArabic: ForeignCatalogue = {
  foreignContent: 'رسالة',
  remoteImagesBlocked: 'لم تُحمَّل الصور البعيدة حتى لا يعلم المرسل أنك قرأت هذا.',
  loadRemoteImages: 'تحميل الصور البعيدة',
};

export default foreignArabic;
