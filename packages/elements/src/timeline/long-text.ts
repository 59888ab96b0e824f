/** Long enough that a reader must ask to see it all: only such texts are cut, so that none is cut without a way to see the whole. */
export function isLong(text: string, isCompact = false): boolean {
  const [letters, lines] = isCompact ? [90, 2] : [220, 3];
  return text.length > letters || text.split('\n', lines + 1).length > lines;
}
