/** A picture as it is shown: four bytes for each pixel (red, green, blue, opacity), row by row from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const mostPixels = 16_000_000;

/** Room for a picture. */
export function emptyPixels(width: number, height: number): Pixels {
  if (width < 1 || height < 1 || width * height > mostPixels) {
    throw new Error(`Pictures of ${width} × ${height} pixels cannot be read: ${mostPixels} pixels are the most.`);
  }
  return { width, height, data: new Uint8Array(width * height * 4) };
}
