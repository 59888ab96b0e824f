/**
 * Names for prepared statements, one a text. A connection keeps what it has prepared for as long as it lives, so the number of names is bounded:
 * texts that come after are sent without a name, and parsed each time.
 */
export function statementNames(most: number): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= most) return known;
    const name = `rapport_${names.size}`;
    names.set(text, name);
    return name;
  };
}
