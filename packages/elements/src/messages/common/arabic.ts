import type { CommonCatalogue } from './catalogue.ts';

const commonArabic: CommonCatalogue = {
  retry: 'إعادة المحاولة',
  loading: 'جارٍ التحميل…',
  saving: 'جارٍ الحفظ…',
  offlineNote: 'غير متصل. هذا آخر ما تم تحميله.',
  offlineProblem: 'لا يوجد اتصال',
  offlineProblemText: 'سيظهر هذا فور عودة الاتصال.',
  unauthenticatedProblem: 'لم يتم تسجيل الدخول',
  unauthenticatedProblemText: 'سجّل الدخول مرة أخرى لعرض هذا.',
  notPermittedProblem: 'غير مسموح',
  notPermittedProblemText: 'دورك لا يشمل هذا. يمكن للمسؤول تغيير ذلك.',
  notFoundProblem: 'غير موجود',
  notFoundProblemText: 'لا يوجد {name}، أو لا يحق لك رؤيته.',
  nameProblem: 'لم يُذكر أحد',
  nameProblemText: 'لا تحدد هذه الصفحة من يُعرض. «{name}» ليس معرّفًا ولا بصيغة system:id.',
  clientProblem: 'غير متصل بالبيانات',
  clientProblemText: 'ليس لهذه الصفحة اتصال ببيانات العملاء بعد.',
  errorProblem: 'حدث خطأ ما',
  errorProblemText: 'تعذّر على الخادم الرد. لم يتغير شيء.',
  filter: 'عرض',
  search: 'بحث',
  listComma: '، ',
};

export default commonArabic;
