import type { Data } from '../data.ts';

const levels = new Set(['trace', 'debug', 'info', 'notice', 'warning', 'warn', 'error', 'critical', 'fatal']);

/** Reads the lines of a log: time, level, and message. Lines without a time, as in stack traces, belong to the one before. */
export function read(text: string): Data {
  const entries: { time: string; level: string; message: string }[] = [];
  for (const [at, line] of text.split(/\r\n|\n/).entries()) {
    if (line.trim() === '') continue;
    const time = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)\]?/.exec(line);
    const before = entries.at(-1);
    if (time !== null) entries.push({ time: time[1] ?? '', ...levelOf(line.slice(time[0].length)) });
    else if (before !== undefined) before.message += `\n${line}`;
    else throw new Error(`Line ${at + 1} does not begin with a time.`);
  }
  return entries;
}

/** ` [WARN] disk: nearly full` → level and message. */
function levelOf(rest: string): { level: string; message: string } {
  const text = rest.replace(/^[\s:|-]+/, '');
  const said = /^\[?([a-z]+)\]?/i.exec(text);
  const level = said?.[1]?.toLowerCase() ?? '';
  if (said === null || !levels.has(level)) return { level: '', message: text };
  return { level, message: text.slice(said[0].length).replace(/^[\s:|-]+/, '') };
}
