import type { OpenGraph } from '../opening/openGraph.ts';
import { terminal } from './terminal.ts';

/** Prints an answer: as a JSON document with the root its paths are relative to, or as text. */
export function answer<T extends object>(
  graph: OpenGraph,
  json: boolean | undefined,
  value: T,
  text: () => string,
): void {
  terminal.print(json ? JSON.stringify({ root: graph.root, ...value }) : text());
}
