import { LRUCache } from 'lru-cache';

export type Cells = Readonly<Record<string, string>>;

/** How often a text came up before. It remembers the last 100,000 texts, so that its memory is bounded. */
export type Occurrence = (scope: string, text: string) => number;

export function createOccurrence(): Occurrence {
  const seen = new LRUCache<string, number>({ max: 100_000 });
  return (scope, text) => {
    const key = `${scope}\n${text}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return count;
  };
}

const placeholder = /\{([^{}]+)\}/g;

/** The columns a template takes cells from. */
export function columnsOf(template: string): string[] {
  return [...template.matchAll(placeholder)].flatMap(([, name]) => (name === undefined || name === '#' ? [] : [name]));
}

/** The text with the row's cells put in, trimmed; undefined where one of them is empty. `{#}` stays: it counts whole texts. */
export function fill(template: string, cells: Cells): string | undefined {
  let complete = true;
  const text = template.replaceAll(placeholder, (whole, name: string) => {
    if (name === '#') return whole;
    const cell = cells[name] ?? '';
    complete &&= cell !== '';
    return cell;
  });
  return complete ? text.trim() : undefined;
}
