import { createNodeBorderProgram } from '@sigma/node-border';
import Sigma from 'sigma';
import { reducedMotion } from '../../ui/theme.ts';
import type { Positions } from '../layout/folderMap.ts';
import type { Region } from '../layout/regions.ts';
import type { Point } from '../model/direction.ts';
import type { Scene } from '../model/scene.ts';
import type { CameraPlace } from '../saved.ts';
import { hoverDrawer } from './hover.ts';
import { RING, type Style } from './look.ts';
import { drawNames } from './nameLayer.ts';
import { type FileName, fileNames } from './names.ts';
import { createOverlay } from './overlay.ts';
import { quietEdges } from './quietEdges.ts';
import { drawRegions, regionsOnScreen } from './regionLayer.ts';
import {
  type EdgeAttributes,
  edgeData,
  moveNodes,
  type NodeAttributes,
  nodeData,
  type SigmaGraph,
  sigmaGraph,
} from './sigmaGraph.ts';

/** All that is to be seen. */
export interface Picture {
  readonly scene: Scene;
  readonly style: Style;
  readonly positions: Positions;
  /** What the whole view shows at zoom 1; positions may change without moving the picture. */
  readonly frame: Frame;
  readonly regions: readonly Region[];
}

export interface Frame {
  readonly x: [number, number];
  readonly y: [number, number];
}

export interface CanvasEvents {
  onSelect(node: number | undefined): void;
  onOpen(node: number): void;
  onCamera(): void;
}

/** The interactive picture of the graph, drawn by sigma with WebGL. */
export interface GraphCanvas {
  show(picture: Picture): void;
  camera(): CameraPlace;
  /** Moves the camera, smoothly unless the user asked for less motion. */
  moveCamera(place: Partial<CameraPlace>): void;
  /** Sets the camera at once. */
  setCamera(place: CameraPlace): void;
  /** Moves the camera so that some files fill the view. */
  fit(nodes: readonly number[]): void;
  /** Brings a file into view, moving no more than needed. */
  reveal(node: number): void;
  /** Where a file is, in pixels of the view. */
  pointOf(node: number): Point;
  size(): { readonly width: number; readonly height: number };
  /** The view as it is now. */
  snapshot(): HTMLCanvasElement;
}

/** A file nearer to the rim than this counts as out of view. */
const EDGE_PX = 40;
/** A file smaller than this can't be made out; so near it can. */
const SMALLEST_PX = 1.2;
const NEAR_RATIO = 0.35;

export const wholeView: CameraPlace = { x: 0.5, y: 0.5, ratio: 1 };

export function createGraphCanvas(container: HTMLElement, first: Picture, events: CanvasEvents): GraphCanvas {
  let picture = first;
  let graph: SigmaGraph = sigmaGraph(first.scene.model, first.positions);
  const edges = quietEdges();
  const palette = () => picture.style.palette;
  const sigma = new Sigma<NodeAttributes, EdgeAttributes>(graph, container, {
    allowInvalidContainer: true,
    defaultNodeType: 'file',
    nodeProgramClasses: { file: ringed() },
    edgeProgramClasses: edges.programs,
    defaultEdgeType: 'thin',
    nodeReducer: (_, attributes) => nodeData(picture.scene, picture.style, attributes),
    edgeReducer: (_, attributes) => edgeData(picture.scene, picture.style, attributes),
    // sigma's own labels cover each other.
    renderLabels: false,
    defaultDrawNodeHover: hoverDrawer(palette),
    itemSizesReference: 'positions',
    minEdgeThickness: 1.8,
    stagePadding: 24,
    zIndex: true,
    enableCameraRotation: false,
    minCameraRatio: 0.01,
    maxCameraRatio: 4,
    doubleClickZoomingRatio: 1,
    inertiaDuration: reducedMotion() ? 0 : 200,
  });
  // Layers don't care what nodes and edges carry.
  const anySigma = sigma as unknown as Sigma;
  let names: readonly FileName[] = fileNames(first.scene, first.style);
  createOverlay(anySigma, 'regions', 'edges', (context, view) =>
    drawRegions(context, regionsOnScreen(picture.regions, view), palette()),
  );
  createOverlay(anySigma, 'names', 'labels', (context, view) =>
    drawNames(context, names, regionsOnScreen(picture.regions, view), picture.positions, view, palette()),
  );
  edges.attach(anySigma);
  pickOnlyAtRest(anySigma);
  sigma.on('clickNode', ({ node }) => events.onSelect(Number(node)));
  sigma.on('clickStage', () => events.onSelect(undefined));
  sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    events.onOpen(Number(node));
  });
  sigma.on('enterNode', () => container.classList.add('over-node'));
  sigma.on('leaveNode', () => container.classList.remove('over-node'));
  sigma.getCamera().on('updated', () => events.onCamera());
  new ResizeObserver(() => sigma.refresh({ partialGraph: {}, schedule: true })).observe(container);
  draw(first);

  const moveCamera = (place: Partial<CameraPlace>) => {
    const camera = sigma.getCamera();
    if (reducedMotion()) camera.setState(place);
    else void camera.animate(place, { duration: 250 });
  };

  return {
    show(next) {
      const previous = picture;
      picture = next;
      if (next.scene.model !== previous.scene.model) {
        graph = sigmaGraph(next.scene.model, next.positions);
      } else if (next.positions !== previous.positions) {
        moveNodes(graph, next.positions);
      }
      draw(next, previous);
    },
    camera() {
      const { x, y, ratio } = sigma.getCamera().getState();
      return { x, y, ratio };
    },
    moveCamera,
    setCamera: (place) => void sigma.getCamera().setState(place),
    fit: (nodes) => moveCamera(placeAround(nodes)),
    reveal(node) {
      const { x, y } = sigma.framedGraphToViewport(framed(node));
      const { width, height } = sigma.getDimensions();
      const inside = x > EDGE_PX && y > EDGE_PX && x < width - EDGE_PX && y < height - EDGE_PX;
      const tiny = (picture.style.radii[node] as number) * sigma.scaleSize(1) < SMALLEST_PX;
      if (inside && !tiny) return;
      moveCamera({ ...framed(node), ratio: tiny ? NEAR_RATIO : sigma.getCamera().ratio });
    },
    pointOf: (node) => sigma.framedGraphToViewport(framed(node)),
    size: () => sigma.getDimensions(),
    snapshot,
  };

  function draw(next: Picture, previous?: Picture): void {
    sigma.setCustomBBox(next.frame);
    const sameLook = previous?.scene === next.scene && previous.style === next.style;
    if (next.scene.shown.edges !== previous?.scene.shown.edges) edges.reset();
    if (!sameLook) names = fileNames(next.scene, next.style);
    if (sigma.getGraph() !== graph) sigma.setGraph(graph);
    else if (sameLook) sigma.refresh({ partialGraph: {}, schedule: true });
    else sigma.scheduleRefresh();
  }

  /** In the camera's units. sigma's own answer is wrong between a change and the next picture. */
  function framed(node: number): Point {
    const { positions, frame } = picture;
    const size = Math.max(frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]);
    return {
      x: 0.5 + ((positions.x[node] as number) - (frame.x[0] + frame.x[1]) / 2) / size,
      y: 0.5 + ((positions.y[node] as number) - (frame.y[0] + frame.y[1]) / 2) / size,
    };
  }

  /** The camera's place for some files, with room around; never so near that one file fills the view. */
  function placeAround(nodes: readonly number[]): CameraPlace {
    const points = nodes.map(framed);
    if (points.length === 0) return wholeView;
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { width, height } = sigma.getDimensions();
    const smaller = Math.min(width, height);
    const ratio = 1.3 * Math.max(((right - left) * smaller) / width, ((top - bottom) * smaller) / height);
    return { x: (left + right) / 2, y: (bottom + top) / 2, ratio: Math.max(0.15, Math.min(1, ratio)) };
  }

  function snapshot(): HTMLCanvasElement {
    // What WebGL has drawn can be read until the browser shows it: draw and read in one go.
    sigma.refresh({ partialGraph: {}, skipIndexation: true });
    const { width, height } = sigma.getDimensions();
    const copy = document.createElement('canvas');
    copy.width = width * window.devicePixelRatio;
    copy.height = height * window.devicePixelRatio;
    const context = copy.getContext('2d');
    if (context === null) throw new Error('This browser has no 2D canvas.');
    context.fillStyle = palette().background;
    context.fillRect(0, 0, copy.width, copy.height);
    for (const layer of container.querySelectorAll('canvas')) context.drawImage(layer, 0, 0, copy.width, copy.height);
    return copy;
  }
}

/**
 * sigma looks up what is under the pointer at every move, by reading back from the graphics memory, which has to wait
 * for the picture: while the user drags the map, nobody needs to know.
 */
function pickOnlyAtRest(sigma: Sigma): void {
  const mouse = sigma.getMouseCaptor();
  const listeners = mouse.listeners('mousemove');
  mouse.removeAllListeners('mousemove');
  for (const listener of listeners) {
    mouse.on('mousemove', (event) => {
      if (!mouse.isMouseDown) listener(event);
    });
  }
}

/** A disc with rings: one tells files in cycles, another around it the selected one. */
function ringed() {
  return createNodeBorderProgram<NodeAttributes, EdgeAttributes>({
    borders: [
      { size: { attribute: 'outerSize', defaultValue: 0 }, color: { attribute: 'outerColor' } },
      { size: { value: RING }, color: { attribute: 'borderColor' } },
      { size: { fill: true }, color: { attribute: 'color' } },
    ],
  });
}
