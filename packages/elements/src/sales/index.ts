export { AllRecords } from './all-records.ts';
export { amountText, numberText, parseAmount, parseNumber } from './amount-input.ts';
export { changeOfMoney, shareText, shortMoney, wholeMoney } from './amounts.ts';
export { decisionContext, declined, writeDecision } from './decision.ts';
export { explained, type Explanation } from './explained.ts';
export {
  CrmPeriodChangedEvent,
  calendarOf,
  periodDays,
  periodName,
  periodOf,
  periodPicker,
  periodUnits,
  type PeriodUnit,
} from './period-picker.ts';
export { remembered } from './remembered.ts';
export { FiguresElement } from './figures-element.ts';
export { figureStyles } from './figures.styles.ts';
export { SalesRecords } from './sales-records.ts';
