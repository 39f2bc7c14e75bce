/** Draws an SVG twice its size and gives the base64 of a PNG. */
export async function svgToPng(picture: SVGSVGElement | string): Promise<string> {
  const text = typeof picture === 'string' ? picture : new XMLSerializer().serializeToString(picture);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return base64(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The picture of a canvas as the base64 of a PNG. */
export function base64(canvas: HTMLCanvasElement): string {
  return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
}
