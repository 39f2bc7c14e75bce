import type { Filter, Passing } from './filter.ts';
import { passing } from './filter.ts';
import { edgesOf, type GraphModel } from './graphModel.ts';
import { type Highlight, type Marked, marked } from './highlight.ts';
import { neighbourhood } from './neighbourhood.ts';

/** How a file is drawn. */
export const NodeRole = { hidden: 0, faded: 1, plain: 2, marked: 3, selected: 4 } as const;
/** How an edge is drawn: `dependency` and `dependent` are seen from the selected file. */
export const EdgeRole = { hidden: 0, plain: 1, dependency: 2, dependent: 3, cycle: 4, way: 5 } as const;

/** Which files are shown: all, those within some steps of the selected one, or the highlighted ones. */
export type Scope = 'all' | 1 | 2 | 3 | 'highlight';

export interface SceneInput {
  readonly filter: Filter;
  readonly scope: Scope;
  readonly selected: string | undefined;
  readonly highlight: Highlight | undefined;
}

/** What there is to see, by number of file and edge; every way of drawing (screen, SVG, lists) starts from it. */
export interface Scene {
  readonly model: GraphModel;
  readonly nodes: Uint8Array;
  readonly edges: Uint8Array;
  /** The selected file, or -1. */
  readonly selected: number;
  /** Set when the scope is a part of the graph: layer of each file in it, to be drawn as columns. */
  readonly layers: ReadonlyMap<number, number> | undefined;
  readonly shown: { readonly files: number; readonly edges: number };
}

/** Works out what is shown and how. Pure: the same input gives the same scene. */
export function composeScene(model: GraphModel, input: SceneInput): Scene {
  const passes = passing(model, input.filter);
  const selected = input.selected === undefined ? -1 : (model.idOf.get(input.selected) ?? -1);
  const highlighted = input.highlight && marked(model, input.highlight);
  const layers = layersOf(model, passes, input.scope, selected, highlighted);
  const inScope = layers ? new Uint8Array(model.paths.length) : passes.nodes;
  if (layers) for (const node of layers.keys()) inScope[node] = 1;

  const nodes = nodeRoles(model, passes, inScope, selected, highlighted, layers !== undefined);
  const edges = edgeRoles(model, passes, nodes, selected, highlighted, input, layers !== undefined);
  return { model, nodes, edges, selected, layers, shown: { files: shownIn(nodes), edges: shownIn(edges) } };
}

function layersOf(
  model: GraphModel,
  passes: Passing,
  scope: Scope,
  selected: number,
  highlighted: Marked | undefined,
): ReadonlyMap<number, number> | undefined {
  if (scope === 'highlight') return highlighted?.layers;
  if (scope === 'all' || selected === -1) return undefined;
  return neighbourhood(model, passes, selected, scope);
}

function nodeRoles(
  model: GraphModel,
  passes: Passing,
  inScope: Uint8Array,
  selected: number,
  highlighted: Marked | undefined,
  partial: boolean,
): Uint8Array {
  const stands = partial ? NodeRole.plain : highlighted || selected !== -1 ? NodeRole.faded : NodeRole.plain;
  const nodes = inScope.map((shown) => (shown ? stands : NodeRole.hidden));
  if (highlighted) {
    for (const node of highlighted.layers.keys()) if (inScope[node] || !partial) nodes[node] = NodeRole.marked;
  } else if (selected !== -1 && !partial) {
    for (const edge of edgesOf(model.outgoing, selected)) markEnd(model.to[edge] as number, edge);
    for (const edge of edgesOf(model.incoming, selected)) markEnd(model.from[edge] as number, edge);
  }
  if (selected !== -1 && (inScope[selected] || !partial)) nodes[selected] = NodeRole.selected;
  return nodes;

  function markEnd(node: number, edge: number): void {
    if (passes.edges[edge]) nodes[node] = NodeRole.marked;
  }
}

function edgeRoles(
  model: GraphModel,
  passes: Passing,
  nodes: Uint8Array,
  selected: number,
  highlighted: Marked | undefined,
  input: SceneInput,
  partial: boolean,
): Uint8Array {
  const way = input.highlight?.kind === 'cycle' ? EdgeRole.cycle : EdgeRole.way;
  const stands = !partial && (highlighted || selected !== -1) ? EdgeRole.hidden : EdgeRole.plain;
  return passes.edges.map((passed, edge) => {
    const from = model.from[edge] as number;
    const to = model.to[edge] as number;
    if (!nodes[from] || !nodes[to]) return EdgeRole.hidden;
    if (highlighted?.edge(from, to)) return way;
    if (!passed) return EdgeRole.hidden;
    if (from === selected) return EdgeRole.dependency;
    if (to === selected) return EdgeRole.dependent;
    if (stands === EdgeRole.plain && input.filter.onlyCycles) return EdgeRole.cycle;
    return stands;
  });
}

function shownIn(roles: Uint8Array): number {
  let shown = 0;
  for (const role of roles) if (role !== 0) shown++;
  return shown;
}
