/** The last value, for as long as it is made from the same things. */
export function remembered<Parts extends readonly unknown[], Value>(
  make: (...parts: Parts) => Value,
): (...parts: Parts) => Value {
  let last: { readonly parts: Parts; readonly value: Value } | undefined;
  return (...parts) => {
    const known = last;
    if (known && parts.every((part, index) => Object.is(part, known.parts[index]))) return known.value;
    const value = make(...parts);
    last = { parts, value };
    return value;
  };
}
