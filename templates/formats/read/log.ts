import type { Data } from '../data.ts';

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
  const said = /^[\s:|-]*\[?(trace|debug|info|notice|warning|warn|error|critical|fatal)\]?(?![\w-])[\s:|-]*/i.exec(
    rest,
  );
  if (said === null) return { level: '', message: rest.replace(/^[\s:|-]+/, '') };
  return { level: (said[1] ?? '').toLowerCase(), message: rest.slice(said[0].length) };
}
