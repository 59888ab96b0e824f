export { ChartController, type Charts } from './chart-controller.ts';
export { chartStyles } from './charts.styles.ts';
export type { DurationRow } from './duration-rows.ts';
export type { ChartFrame } from './frame.ts';
export type { FunnelRow } from './funnel.ts';
export type { WaterfallRow } from './waterfall-rows.ts';
