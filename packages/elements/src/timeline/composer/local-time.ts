/** What clocks show in a zone at an instant, `YYYY-MM-DDTHH:mm`. */
export function localTime(milliseconds: number, timeZone: string): string {
  // Swedish writes dates and times as ISO 8601 does, with a space between.
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    milliseconds,
  );
  return text.replace(' ', 'T');
}

/**
 * The instant at which clocks in a zone show a local time, in milliseconds since 1970. Where clocks are put forward over it, as far behind the gap; where it
 * comes twice, the first. Undefined where the text is no local time.
 */
export function instantOf(local: string, timeZone: string): number | undefined {
  const wanted = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? Date.parse(`${local}Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return undefined;
  const offsetAt = (milliseconds: number): number => Date.parse(`${localTime(milliseconds, timeZone)}Z`) - milliseconds;
  // The offsets before and after: no zone changes twice within two days.
  const [before, after] = [offsetAt(wanted - 86_400_000), offsetAt(wanted + 86_400_000)];
  const showing = [wanted - before, wanted - after].filter((candidate) => candidate + offsetAt(candidate) === wanted);
  return showing.length > 0 ? Math.min(...showing) : wanted - before;
}
