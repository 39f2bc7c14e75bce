import type { FileEdge } from '#protocol';
import { paint } from './terminal.ts';
import { namesCarried } from './text.ts';

/** `src/a.ts:3 → src/b.ts  { x }`, the first part to be clicked in a terminal. */
export function edgeLine({ from, to, line, names, typeOnly }: FileEdge, shown: (path: string) => string): string {
  const carried = [typeOnly ? 'type' : '', namesCarried(names)].filter(Boolean).join(' ');
  const way = `${paint('cyan', `${shown(from)}:${line}`)} → ${shown(to)}`;
  return carried === '' ? way : `${way}  ${paint('dim', carried)}`;
}
