/** Bytes of the text that is hashed now; it grows with the longest one so far. */
let scratch = new Uint8Array(512);

const nothing = new Uint8Array(0);

/**
 * MurmurHash3 x86_32 (Austin Appleby, SMHasher) with seed 0 over the UTF-8 bytes of a text, as flagd in Go hashes it.
 *
 * A lone surrogate counts as U+FFFD, which is what it becomes in UTF-8 everywhere.
 * @param before bytes in front of the text, so that a text that is always the same need not be put before each
 * @returns a whole number, 0 to 2³² − 1
 */
export function hashOfText(text: string, before: Uint8Array = nothing): number {
  // One UTF-16 unit is three bytes of UTF-8 at most; a pair of them four.
  const most = before.length + text.length * 3;
  if (scratch.length < most) scratch = new Uint8Array(most * 2);
  for (let at = 0; at < before.length; at++) scratch[at] = byte(before, at);
  return murmur3(scratch, encode(text, scratch, before.length), 0);
}

/** Writes the text as UTF-8 from there on, and returns where it ends: without an allocation, of which there would be one a request. */
function encode(text: string, bytes: Uint8Array, from: number): number {
  let end = from;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code < 0x80) {
      bytes[end++] = code;
      continue;
    }
    if (code < 0x800) {
      bytes[end++] = 0xc0 | (code >> 6);
      bytes[end++] = 0x80 | (code & 0x3f);
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
      if (code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
        at++;
        bytes[end++] = 0xf0 | (code >> 18);
        bytes[end++] = 0x80 | ((code >> 12) & 0x3f);
        bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[end++] = 0x80 | (code & 0x3f);
        continue;
      }
      code = 0xfffd;
    }
    bytes[end++] = 0xe0 | (code >> 12);
    bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
    bytes[end++] = 0x80 | (code & 0x3f);
  }
  return end;
}

/** MurmurHash3 x86_32 of the first `length` bytes. */
export function murmur3(bytes: Uint8Array, length: number, seed: number): number {
  let hash = seed | 0;
  const blocks = length & ~3;
  for (let at = 0; at < blocks; at += 4) {
    hash ^= mixed(
      byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24),
    );
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = length - 1; at >= blocks; at--) tail = (tail << 8) | byte(bytes, at);
  if (blocks < length) hash ^= mixed(tail);
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const byte = (bytes: Uint8Array, at: number): number => bytes[at] as number;

function mixed(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}
