import type { DealEditingCatalogue } from './catalogue.ts';

const dealEditingArabic: DealEditingCatalogue = {
  lineForm: 'بند',
  linePriceIn: 'سعر الوحدة، {currency}',
  lineDiscountPercent: 'الخصم، %',
  lineGone: 'أزال شخص آخر هذا البند. ما كتبته محفوظ: «حفظ» يضيفه من جديد.',
  priceInOther: 'السعر في الدليل {price}. أدخل السعر بعملة {currency}.',
  lineComesTo: 'الإجمالي {amount}',
  lineSavedSaid: '{name}: {amount}.',
  notAQuantity: 'الكمية رقم أكبر من 0، وليست «{value}»',
  notADiscount: 'الخصم بين 0 و100 %، وليس «{value}»',
  amountTooLarge: 'أكبر مما يتسع له المبلغ',
  personGone: 'أخرج شخص آخر جهة الاتصال هذه من الصفقة. ما اخترته محفوظ: «حفظ» يضيفها من جديد.',
  personNeeded: 'اختر جهة اتصال من القائمة.',
  rolesLegend: 'الدور في الصفقة',
  personSavedSaid: '{person}: {roles}.',
  splitPerson: 'الشخص',
  splitKind: 'نوع الحصة',
  splitPercent: 'الحصة، %',
  addShare: 'إضافة شخص',
  splitPersonNeeded: 'اختر شخصًا.',
  splitTwice: 'لدى {person} حصة كهذه بالفعل.',
  notAShare: 'الحصة أكبر من 0 ولا تزيد على 100 %، وليست «{value}»',
  splitsWhole: 'قُسّم الإيراد كله.',
  splitsMissing: 'لا يزال {percent} من الإيراد ناقصًا.',
  splitsOver: '{percent} من الإيراد زيادة.',
  splitsSavedSaid: 'حُفظت الحصص.',
};

export default dealEditingArabic;
