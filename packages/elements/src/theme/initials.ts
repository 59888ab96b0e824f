/** The first letters of the first and the last word; by grapheme, so that no letter loses its marks. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s\-–]+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return chosen.map((word) => firstGrapheme(word).toLocaleUpperCase()).join('') || '?';
}

/** 0 to 359, from FNV-1a over the id. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % 360;
}

// Where every letter is one code point unless marks follow. Finding out about others takes data that browsers load with the first look, for longer than a page is drawn.
const plain = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}](?![\p{M}\u{200D}])/u;
let graphemes: Intl.Segmenter | undefined;
function firstGrapheme(word: string): string {
  const [letter] = plain.exec(word) ?? [];
  if (letter !== undefined) return letter;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(word)) return segment;
  return '';
}
