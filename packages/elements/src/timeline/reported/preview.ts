const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The words of foreign HTML, for one paragraph of plain text. It need not be exact, and it is never used as markup: a parser would be a Trusted Types
 * sink, and would fetch what it finds.
 */
export function previewOf(html: string): string {
  return html
    .slice(0, 20_000)
    .replace(/<!--[\s\S]*?(-->|$)|<(style|script|title|head)\b[\s\S]*?(<\/\2\s*>|$)/gi, ' ')
    .replace(/<[^>]*(>|$)/g, ' ')
    .replace(
      /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
      (all, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? all;
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '';
      },
    )
    .replace(/\s+/g, ' ')
    .trim();
}
