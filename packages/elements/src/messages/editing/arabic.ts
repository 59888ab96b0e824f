import type { EditingCatalogue } from './catalogue.ts';

const editingArabic: EditingCatalogue = {
  cancel: 'إلغاء',
  save: 'حفظ',
  close: 'إغلاق',
  discard: 'تجاهل',
  hiddenValue: 'غير ظاهر لك',
  unknownValue: 'غير معروف الآن',
  notSet: 'غير محدد',
  requiredRefusal: '{field} مطلوب.',
  invalidRefusal: '{field} غير صالح: {value}',
  notPermittedRefusal: 'لا يحق لك تغيير هذا.',
  notFoundRefusal: 'لم يعد موجودًا.',
  conflictRefusal: 'غيّر شخص آخر هذا إلى «{value}». احفظ مرة أخرى لاستبداله.',
  otherRefusal: 'لم يُحفظ ({code}).',
  contact: 'جهة الاتصال',
  company: 'الشركة',
  deal: 'الصفقة',
  owner: 'المسؤول',
  open: 'مفتوح',
  editField: 'تعديل {field}',
  addField: 'إضافة {field}',
  noOwner: 'لا أحد',
};

export default editingArabic;
