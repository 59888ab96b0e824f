/** Has the storage fail: the transaction of a write that is counted down to is aborted, as by a full disk or a crash. Answers how to stop. */
export function failingWrites(): { failAfter(writes: number): void; stop(): void } {
  const { prototype } = IDBObjectStore;
  const names = ['put', 'add', 'delete', 'clear'] as const;
  const originals = names.map((name) => [name, prototype[name]] as const);
  let left = Infinity;
  for (const [name, original] of originals) {
    prototype[name] = function (this: IDBObjectStore, ...given: never[]) {
      const request: unknown = Reflect.apply(original, this, given);
      left -= 1;
      if (left === 0) this.transaction.abort();
      return request as never;
    };
  }
  return {
    failAfter: (writes) => (left = writes),
    stop: () => {
      for (const [name, original] of originals) prototype[name] = original as never;
    },
  };
}
