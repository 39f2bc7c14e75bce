const numbers = new Intl.NumberFormat('en');

/** `1234` as `1,234`. */
export function number(value: number): string {
  return numbers.format(value);
}

/** `1 file`, `12 files`. */
export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${number(value)} ${value === 1 ? singular : plural}`;
}

/** The last part of a path; for a file that only says `index` its folder too. */
export function shortName(path: string): string {
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  return parts.length > 1 && /^index\./.test(name) ? parts.slice(-2).join('/') : name;
}

/** Everything before the last part, `''` at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
