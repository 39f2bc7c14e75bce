import * as v from 'valibot';
import type { FolderView, ImpactReport } from './answers.ts';
import type { DrawableGraph } from './session.ts';

/** Messages between the extension host and the graph panel. A panel that is shown again gets a full state, never deltas. */

/** Host to panel. */
export type ToGraphPanel =
  | { readonly type: 'overview'; readonly revision: number; readonly view: FolderView }
  | { readonly type: 'graph'; readonly graph: DrawableGraph }
  /** Shows the files around one file and selects it. */
  | { readonly type: 'focus'; readonly path: string }
  /** The active editor changed; the panel follows when the user switched that on. */
  | { readonly type: 'active-editor'; readonly path: string }
  | { readonly type: 'impact'; readonly report: ImpactReport }
  /** The way from A to B, as paths in order. */
  | { readonly type: 'path'; readonly paths: readonly string[] }
  /** Work is going on; `undefined` when it ended. */
  | { readonly type: 'busy'; readonly step: string | undefined }
  | { readonly type: 'failed'; readonly message: string; readonly hint?: string };

const path = v.pipe(v.string(), v.maxLength(4096));

/** Panel to host, validated by the host: a webview is not trusted. */
export const fromGraphPanelSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('open-overview'), folder: path }),
  v.strictObject({ type: v.literal('open-graph') }),
  v.strictObject({
    type: v.literal('open-file'),
    path,
    line: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  v.strictObject({ type: v.literal('show-impact'), path }),
  v.strictObject({ type: v.literal('analyse') }),
  /** A picture the panel drew: SVG text, or base64 of a PNG. */
  v.strictObject({
    type: v.literal('save-picture'),
    format: v.picklist(['svg', 'png']),
    data: v.pipe(v.string(), v.maxLength(64 * 1024 * 1024)),
  }),
  v.strictObject({ type: v.literal('export'), format: v.picklist(['mermaid', 'dot']), folder: path }),
]);
export type FromGraphPanel = v.InferOutput<typeof fromGraphPanelSchema>;
