import type { PlainData, RecordedRun } from '#protocol';
import { visible } from '../../ui/visible.ts';

/** Values as texts, in which every character can be seen. */

/** The beginning of a value as JSON on one line. No more of a large value is written than is shown. */
export function preview(value: PlainData | undefined, most: number): string {
  const parts: string[] = [];
  let length = 0;
  const put = (text: string): boolean => {
    parts.push(text);
    length += text.length;
    return length <= most;
  };
  const write = (data: PlainData | undefined): boolean => {
    if (typeof data === 'string') return put(JSON.stringify(data.slice(0, most + 1)));
    if (Array.isArray(data)) {
      return put('[') && data.every((item, at) => (at === 0 || put(', ')) && write(item)) && put(']');
    }
    if (typeof data === 'object' && data !== null) {
      const entries = Object.entries(data);
      return (
        put('{') &&
        entries.every(([key, item], at) => (at === 0 || put(', ')) && write(key) && put(': ') && write(item)) &&
        put('}')
      );
    }
    return put(String(data));
  };
  const whole = write(value);
  const text = visible(parts.join(''));
  return whole && text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** A value as JSON over several lines. */
export function pretty(value: PlainData): string {
  return visible(JSON.stringify(value, undefined, 2) ?? 'null');
}

/** What a run should have come to, on one line. */
export function expectedOf({ expected }: RecordedRun, most: number): string {
  if (expected === undefined) return '';
  return 'output' in expected ? preview(expected.output, most) : short(expected.error, most);
}

/** What a run came to, on one line. */
export function outcomeOf({ result }: RecordedRun, most: number): string {
  return result.status === 'ok' ? preview(result.value, most) : short(`${result.status}: ${result.message}`, most);
}

function short(text: string, most: number): string {
  const line = visible(text.slice(0, most * 2).replace(/\s+/g, ' '));
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
