const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/**
 * The one door for addresses that come from data: the address if it may be followed, else undefined. Neither Lit nor Trusted Types stops `javascript:` in an
 * `href`. Addresses without a scheme are refused, too: data does not know the host's paths.
 */
export function safeUrl(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  try {
    const url = new URL(text.trim());
    return schemes.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

export function mailUrl(address: string): string | undefined {
  return safeUrl(`mailto:${encodeURIComponent(address).replace('%40', '@')}`);
}

/** For dialling: digits, `+`, `*` and `#` alone (RFC 3966). */
export function phoneUrl(number: string): string | undefined {
  const digits = number.replace(/\(0\)/g, '').replace(/[^\d+*#]/g, '');
  return digits.length > 2 ? safeUrl(`tel:${digits}`) : undefined;
}
