export interface ServerEvent {
  readonly event: string | undefined;
  readonly data: string;
}

/**
 * Reads server-sent events (WHATWG HTML, 9.2.6) out of text that comes in pieces: each call answers the events that the piece completes. Of their fields
 * `event` and `data`; what `id` and `retry` are for is said in the data here.
 */
export function eventParser(): (text: string) => readonly ServerEvent[] {
  let rest = '';
  let endedInReturn = false;
  let event: string | undefined;
  let data: string | undefined;

  return (piece) => {
    if (piece === '') return [];
    // The other half of a line end that came with the piece before.
    const text = endedInReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    endedInReturn = piece.endsWith('\r');
    const [first = '', ...others] = text.split(/\r\n|\r|\n/);
    rest += first;
    const events: ServerEvent[] = [];
    for (const next of others) {
      const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(rest) ?? [];
      if (rest === '') {
        if (data !== undefined) events.push({ event, data });
        event = data = undefined;
      } else if (name === 'data') data = data === undefined ? value : `${data}\n${value}`;
      else if (name === 'event') event = value;
      rest = next;
    }
    return events;
  };
}
