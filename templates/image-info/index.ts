import { bigEndian, bytesOf, littleEndian, standsAt } from '../images/bytes.ts';
import { isFrame, jpegSegments } from '../images/jpegSegments.ts';

export interface Input {
  /** In base64. */
  readonly picture: string;
}

export interface PictureInfo {
  readonly format: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** Tells the format and the size of a picture: PNG, JPEG, GIF, WebP or BMP. Only its beginning is read. */
export function run({ picture }: Input): PictureInfo {
  const bytes = bytesOf(picture);
  const found = infoOf(bytes);
  if (found === undefined) throw new Error('This is no picture in PNG, JPEG, GIF, WebP or BMP.');
  return { ...found, bytes: bytes.length };
}

function infoOf(bytes: Uint8Array): Omit<PictureInfo, 'bytes'> | undefined {
  if (standsAt(bytes, 0, '\x89PNG\r\n\x1a\n')) {
    return { format: 'PNG', width: bigEndian(bytes, 16, 4), height: bigEndian(bytes, 20, 4) };
  }
  if (standsAt(bytes, 0, 'GIF87a') || standsAt(bytes, 0, 'GIF89a')) {
    return { format: 'GIF', width: littleEndian(bytes, 6, 2), height: littleEndian(bytes, 8, 2) };
  }
  if (standsAt(bytes, 0, 'BM')) return bmpInfo(bytes);
  if (standsAt(bytes, 0, 'RIFF') && standsAt(bytes, 8, 'WEBP')) return webpInfo(bytes);
  return standsAt(bytes, 0, '\xff\xd8\xff') ? jpegInfo(bytes) : undefined;
}

/** The first version of the header has numbers of two bytes; a height below 0 says that the rows begin at the top. */
function bmpInfo(bytes: Uint8Array): Omit<PictureInfo, 'bytes'> {
  if (littleEndian(bytes, 14, 4) === 12) {
    return { format: 'BMP', width: littleEndian(bytes, 18, 2), height: littleEndian(bytes, 20, 2) };
  }
  const height = littleEndian(bytes, 22, 4);
  return { format: 'BMP', width: littleEndian(bytes, 18, 4), height: height < 2 ** 31 ? height : 2 ** 32 - height };
}

/** Lossy, lossless and extended pictures each write their size in a way of their own. */
function webpInfo(bytes: Uint8Array): Omit<PictureInfo, 'bytes'> {
  if (standsAt(bytes, 12, 'VP8X')) {
    return { format: 'WebP', width: littleEndian(bytes, 24, 3) + 1, height: littleEndian(bytes, 27, 3) + 1 };
  }
  if (standsAt(bytes, 12, 'VP8L')) {
    const sizes = littleEndian(bytes, 21, 4);
    return { format: 'WebP', width: (sizes & 0x3fff) + 1, height: ((sizes >> 14) & 0x3fff) + 1 };
  }
  if (!standsAt(bytes, 12, 'VP8 ')) throw new Error('The WebP picture is damaged.');
  return { format: 'WebP', width: littleEndian(bytes, 26, 2) & 0x3fff, height: littleEndian(bytes, 28, 2) & 0x3fff };
}

function jpegInfo(bytes: Uint8Array): Omit<PictureInfo, 'bytes'> {
  const frame = jpegSegments(bytes).find(({ marker }) => isFrame(marker));
  if (frame === undefined) throw new Error('The JPEG picture does not say how large it is.');
  return { format: 'JPEG', width: bigEndian(bytes, frame.start + 3, 2), height: bigEndian(bytes, frame.start + 1, 2) };
}
