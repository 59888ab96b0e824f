/**
 * A digest of 64 bits as hexadecimal text: tells one content from another under the same mutation id. It is no security boundary (whoever forges a
 * collision makes only their own mutation a duplicate), and it is synchronous, which Web Crypto's are not.
 * Two 32-bit lanes, multiplied and mixed as in MurmurHash3's finaliser (Austin Appleby, public domain).
 */
export function digest(text: string): string {
  let high = 0xdeadbeef ^ text.length;
  let low = 0x41c6ce57 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}
