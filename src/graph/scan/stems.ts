import { nameOf } from '#base';

/**
 * Finds the relative imports that the coming or going of files could redirect, by the last part of their specifiers:
 * `./a/b.js` may be touched by any `b.*` and by `b/index.*`. Rather too many than one too few.
 */

/** Every last part by which a file can be imported. */
export function stemsOf(paths: Iterable<string>): Set<string> {
  const stems = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let stem = name;
    for (stems.add(stem); stem.includes('.'); stems.add(stem)) stem = stem.slice(0, stem.lastIndexOf('.'));
    if (stem !== 'index') continue;
    stems.add(parts.pop() ?? '');
    for (const own of ['', '.', '..']) stems.add(own);
  }
  return stems;
}

/** Whether a relative specifier ends in one of the stems. */
export function touches(specifier: string, stems: ReadonlySet<string>): boolean {
  const query = specifier.indexOf('?');
  const clean = query === -1 ? specifier : specifier.slice(0, query);
  const last = nameOf(clean);
  if (stems.has(last)) return true;
  const dot = last.lastIndexOf('.');
  return dot > 0 && stems.has(last.slice(0, dot));
}
