import { bigEndian } from './bytes.ts';

/** A part of a JPEG file: its marker, and where its content is. */
export interface JpegSegment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

/** The parts before the pixels, the one that the pixels follow (0xda) as the last. */
export function jpegSegments(bytes: Uint8Array): JpegSegment[] {
  const segments: JpegSegment[] = [];
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) throw new Error('The JPEG picture is damaged.');
    // Bytes of 0xff may fill the space between two parts.
    if (marker === 0xff) at++;
    else {
      const end = at + 2 + bigEndian(bytes, at + 2, 2);
      segments.push({ marker, start: at + 4, end });
      if (marker === 0xda) return segments;
      at = end;
    }
  }
  return segments;
}

/** Where a frame begins: all of 0xc0 to 0xcf, without those that hold tables. */
export function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
