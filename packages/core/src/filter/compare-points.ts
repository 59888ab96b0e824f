/** Order of well-formed texts by code point, as of their UTF-8: -1, 0 or 1. JavaScript's `<` goes by UTF-16 units, and puts 𝒳 before ﬁ. */
export function comparePoints(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) < rank(right) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

// Surrogates stand for what lies above U+FFFF: they go behind U+E000 to U+FFFF.
function rank(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
