let zone: string | undefined;

/** The reader's own time zone, an IANA name. Found out once: asking the browser takes longer than drawing a row. */
export function readerZone(): string {
  return (zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);
}
