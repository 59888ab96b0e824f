import type { ComposerCatalogue } from './catalogue.ts';

const composerArabic: ComposerCatalogue = {
  edit: 'تعديل',
  composer: 'إدخال جديد',
  note: 'ملاحظة',
  logCall: 'مكالمة',
  logEmail: 'بريد',
  task: 'مهمة',
  noteText: 'ما الذي ينبغي أن يعرفه الآخرون؟',
  callText: 'ماذا قيل؟',
  emailSubject: 'الموضوع',
  emailText: 'ماذا كُتب؟',
  taskSubject: 'ما المطلوب عمله؟',
  taskNotes: 'التفاصيل',
  direction: 'الاتجاه',
  inbound: 'منهم',
  outbound: 'منا',
  minutes: 'الدقائق',
  outcome: 'النتيجة',
  due: 'الاستحقاق',
  nextWeek: 'بعد أسبوع',
  happenedAt: 'الوقت',
  saveKey: 'Ctrl Enter',
  savedEntry: 'تم الحفظ',
  savedHidden: 'تم الحفظ؛ يخفيه عامل التصفية.',
  hiddenEntry: 'عامل التصفية يخفي إدخالك الجديد.',
  showHidden: 'عرضه',
  refusedEntry: 'لم يُحفظ إدخالك: {reason}',
  draft: 'مسودة: {text}',
};

export default composerArabic;
