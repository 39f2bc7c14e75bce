import type { Position, TextExpression } from '../language/expression.ts';
import { regex } from './patterns.ts';
import { quoted, type Writer } from './writer.ts';

type Slice = Extract<TextExpression, { op: 'slice' }>;

/** A slice of the text that `code` gives; where one of its ends may be missing, that is checked first. */
export function printSlice({ from, to }: Slice, code: string, writer: Writer): string {
  const of = writer.declare('source', code);
  if (to.kind === 'near' || to.kind === 'span') {
    const start = printPosition(from, of, 'start', writer);
    return `${of}.slice(${start}, ${relativePosition(to, of, start, 'end', writer)})`;
  }
  if (from.kind === 'near' || from.kind === 'span') {
    const end = printPosition(to, of, 'end', writer);
    const start = relativePosition(from, of, end, 'start', writer);
    return isEnd(to) ? `${of}.slice(${start})` : `${of}.slice(${start}, ${end})`;
  }
  const start = printPosition(from, of, 'start', writer);
  if (isEnd(to)) return `${of}.slice(${start})`;
  const end = printPosition(to, of, 'end', writer);
  if (start !== '0') writer.declineIf(`${start} > ${end}`);
  return `${of}.slice(${start}, ${end})`;
}

function isEnd(position: Position): boolean {
  return position.kind === 'offset' && position.characters === 0 && position.from === 'end';
}

function printPosition(position: Position, of: string, role: 'start' | 'end', writer: Writer): string {
  if (position.kind === 'offset') {
    if (position.characters === 0) return position.from === 'start' ? '0' : `${of}.length`;
    const helper = position.from === 'start' ? 'indexAfter' : 'indexBefore';
    writer.use(helper);
    return writer.require(role, `${helper}(${of}, ${position.characters})`);
  }
  if (position.kind !== 'match') return '0';
  const { pattern, nth, edge } = position;
  if (pattern.kind === 'literal' && pattern.text.length === 1 && Math.abs(nth) === 1) {
    const found = `${of}.${nth > 0 ? 'indexOf' : 'lastIndexOf'}(${quoted(pattern.text)})`;
    const at = writer.declare(edge === 'end' ? 'before' : role, found);
    writer.declineIf(`${at} < 0`);
    return edge === 'end' ? `${at} + 1` : at;
  }
  writer.use('nthMatch');
  return writer.require(role, `nthMatch(${of}, ${regex(pattern)}, ${nth})?.${edge}`);
}

function relativePosition(
  position: Position,
  of: string,
  anchor: string,
  role: 'start' | 'end',
  writer: Writer,
): string {
  if (position.kind === 'span') {
    const helper = role === 'end' ? 'indexAfter' : 'indexBefore';
    writer.use(helper);
    return writer.require(role, `${helper}(${of}, ${position.characters}, ${anchor})`);
  }
  if (position.kind !== 'near') return anchor;
  const helper = role === 'end' ? 'nextMatch' : 'lastMatch';
  writer.use(helper);
  return writer.require(role, `${helper}(${of}, ${regex(position.pattern)}, ${anchor}, '${position.edge}')`);
}
