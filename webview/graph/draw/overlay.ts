import type Sigma from 'sigma';

/** A 2D canvas over the whole view, between the layers of sigma, drawn anew after each of its pictures. */
export function createOverlay(
  sigma: Sigma,
  name: string,
  beforeLayer: string,
  draw: (context: CanvasRenderingContext2D, view: MapView) => void,
): void {
  const canvas = sigma.createCanvas(name, { beforeLayer });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser has no 2D canvas.');
  sigma.on('afterRender', () => {
    const { width, height } = sigma.getDimensions();
    const ratio = window.devicePixelRatio;
    // Setting the size clears the canvas.
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    context.scale(ratio, ratio);
    draw(context, mapView(sigma, width, height));
  });
}

/** How the map lies under the view at the moment. */
export interface MapView {
  readonly width: number;
  readonly height: number;
  /** Pixels of a unit of the map, for distances; and for the radius of files, which grow more slowly. */
  readonly scale: number;
  readonly fileScale: number;
  toX(x: number): number;
  toY(y: number): number;
}

/** The camera never turns: two points say all about it, and nothing has to be asked for each of 10,000 files. */
function mapView(sigma: Sigma, width: number, height: number): MapView {
  const origin = sigma.graphToViewport({ x: 0, y: 0 });
  const one = sigma.graphToViewport({ x: 1, y: 1 });
  return {
    width,
    height,
    scale: one.x - origin.x,
    fileScale: sigma.scaleSize(1),
    toX: (x) => origin.x + x * (one.x - origin.x),
    toY: (y) => origin.y + y * (one.y - origin.y),
  };
}
