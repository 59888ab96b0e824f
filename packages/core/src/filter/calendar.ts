// Days and clock times of a time zone.
export { instantAt } from './instant-at.ts';
export { localDay } from './local-day.ts';
export { isTimeZone, wallTime } from './time-zone.ts';
