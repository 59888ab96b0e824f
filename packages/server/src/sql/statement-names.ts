/**
 * Names for prepared statements, one a text. A connection keeps what it has prepared for as long as it lives, so the number of names is bounded:
 * texts that come after are sent without a name, and parsed each time.
 */
export function statementNames(most: number): (text: string) => string | undefined {
  // By length first: a text is put together anew for each statement, and to hash one costs more than to compare two.
  const known = new Map<number, { readonly text: string; readonly name: string }[]>();
  let count = 0;
  return (text) => {
    const alike = known.get(text.length) ?? [];
    for (const one of alike) if (one.text === text) return one.name;
    if (count >= most) return undefined;
    const name = `rapport_${count++}`;
    known.set(text.length, [...alike, { text, name }]);
    return name;
  };
}
