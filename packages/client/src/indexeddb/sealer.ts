/** A value that only whoever has the account's key can read. */
export interface Sealed {
  /** The shape that the value has once it is opened. */
  readonly schema: number;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** Makes values unreadable, and readable again. A value is plain JSON. */
export interface Sealer {
  seal(value: unknown): Promise<Sealed>;
  /** Rejects where the value was sealed with another key, for another purpose, or was tampered with. */
  open(sealed: Sealed): Promise<unknown>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Seals with AES-GCM (NIST SP 800-38D): a nonce of 96 random bits for each value, good for 2³² values of one key.
 * @param purpose What is sealed for one purpose can't be passed off as something else.
 */
export function createSealer(key: CryptoKey, purpose: string, schema: number): Sealer {
  const algorithm = (nonce: Uint8Array<ArrayBuffer>, shape: number): AesGcmParams => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: encoder.encode(`${purpose}.${shape}`),
  });
  return {
    seal: async (value) => {
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt(algorithm(nonce, schema), key, encoder.encode(JSON.stringify(value)));
      return { schema, nonce, data };
    },
    open: async (sealed) =>
      JSON.parse(decoder.decode(await crypto.subtle.decrypt(algorithm(sealed.nonce, sealed.schema), key, sealed.data))),
  };
}
