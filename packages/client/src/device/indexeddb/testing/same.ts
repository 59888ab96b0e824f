/** Says where two values that go to JSON are not the same. For what runs in vitest and in browsers alike. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}:\n  is        ${left}\n  should be ${right}`);
}

/** Says where something went wrong in another way than the storage's own. */
export function isStorageFault(error: unknown): void {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  same([name, code], ['BackendError', 'storage'], 'what was thrown');
}
