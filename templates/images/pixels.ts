/** A picture as it is shown: four bytes for each pixel (red, green, blue, opacity), row by row from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const mostPixels = 16_000_000;

/** Room for a picture, when as many bytes are there as it has at the least. */
export function emptyPixels(width: number, height: number): Pixels {
  assertReadable(width, height);
  return { width, height, data: new Uint8Array(width * height * 4) };
}

/** Refuses sizes that are beyond what is read, before there is room made for them. */
export function assertReadable(width: number, height: number): void {
  if (width >= 1 && height >= 1 && width * height <= mostPixels) return;
  throw new Error(`Pictures of ${width} × ${height} pixels cannot be read: ${mostPixels} pixels are the most.`);
}
