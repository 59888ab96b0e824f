const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Whether a text is one that every store can keep (M5): PostgreSQL's has no U+0000, and a lone surrogate is not Unicode. */
export function isWellFormedText(text: string): boolean {
  return !text.includes('\0') && !loneSurrogate.test(text);
}
