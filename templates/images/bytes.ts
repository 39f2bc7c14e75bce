const base64Signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a picture that is written in base64; what stands before them in an address of data does not count. */
export function bytesOf(base64: string): Uint8Array {
  const text = base64.replace(/^data:[^,]*,/, '').replaceAll(/[\s=]+/g, '');
  const values = new Map([...base64Signs].map((sign, value) => [sign, value]));
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let buffer = 0;
  let length = 0;
  for (const sign of text) {
    const value = values.get(sign);
    if (value === undefined) throw new Error(`"${sign}" is no sign of base64.`);
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = buffer >> bits;
    }
  }
  return bytes;
}

/** Whether the bytes at a place are the letters of a text. */
export function standsAt(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((letter, offset) => bytes[at + offset] === letter.charCodeAt(0));
}

/** A whole number of some bytes, the highest first. */
export function bigEndian(bytes: Uint8Array, at: number, length: number): number {
  if (at + length > bytes.length) throw new Error('The picture ends too early.');
  let number = 0;
  for (let offset = 0; offset < length; offset++) number = number * 256 + (bytes[at + offset] ?? 0);
  return number;
}

/** A whole number of some bytes, the lowest first. */
export function littleEndian(bytes: Uint8Array, at: number, length: number): number {
  if (at + length > bytes.length) throw new Error('The picture ends too early.');
  let number = 0;
  for (let offset = length - 1; offset >= 0; offset--) number = number * 256 + (bytes[at + offset] ?? 0);
  return number;
}
