// What lower case leaves apart of Unicode's full case folding, once NFKD has done its part: ß, the final sigma, historic Cyrillic letter forms.
const leftApart = /[ßςᲀ-ᲈ]/g;
const unified: Readonly<Record<string, string>> = {
  ß: 'ss',
  ς: 'σ',
  ᲀ: 'в',
  ᲁ: 'д',
  ᲂ: 'о',
  ᲃ: 'с',
  ᲄ: 'т',
  ᲅ: 'т',
  ᲆ: 'ъ',
  ᲇ: 'ѣ',
  ᲈ: 'ꙋ',
};
const marks = /\p{M}+/gu;

/**
 * Text as it is compared: without case, diacritics and compatibility forms. Idempotent.
 * NFKD, lower case, full case folding of the rest, without marks (Unicode category M), NFC.
 */
export function fold(text: string): string {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0x7f) return foldUnicode(text);
  }
  return text.toLowerCase();
}

function foldUnicode(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(leftApart, (letter) => unified[letter] ?? letter)
    .replace(marks, '')
    .normalize('NFC');
}
