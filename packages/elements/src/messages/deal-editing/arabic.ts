import type { DealEditingCatalogue } from './catalogue.ts';

const dealEditingArabic: DealEditingCatalogue = {
  lineForm: 'بند',
  linePriceIn: 'سعر الوحدة، {currency}',
  lineDiscountPercent: 'الخصم، %',
  lineComesTo: 'الإجمالي {amount}',
  lineSavedSaid: '{name}: {amount}.',
  notAQuantity: 'الكمية رقم أكبر من 0، وليست «{value}»',
  notADiscount: 'الخصم بين 0 و100 %، وليس «{value}»',
  amountTooLarge: 'أكبر مما يتسع له المبلغ',
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
