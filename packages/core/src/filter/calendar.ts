// Days and clock times of a time zone.
export { localDay } from './span-days.ts';
export { instantAt, isTimeZone, wallTime } from './time-zone.ts';
