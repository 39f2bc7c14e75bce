import { join } from 'node:path/posix';
import { folderOf } from '#base';

/** Tried in this order behind a specifier without an extension; sources before what is built from them. */
export const extensions = [
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.d.ts',
  '.d.mts',
  '.d.cts',
  '.json',
  '.vue',
  '.svelte',
  '.node',
];

/** TypeScript lets an import name the file that will be built: `./a.js` means `./a.ts` where that exists. */
export const extensionAlias: Readonly<Record<string, string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs', '.d.mts'],
  '.cjs': ['.cts', '.cjs', '.d.cts'],
};

/**
 * Finds a file by an extensionless or exact path among the listed ones, without asking the disk.
 * Undefined means "not by these rules": the disk may still know an answer (a package.json with `main`, an ignored file).
 * @param base relative to the workspace folder
 */
export function findListed(base: string, listed: ReadonlySet<string>): string | undefined {
  const extension = /\.[cm]?jsx?$/.exec(base)?.[0];
  const aliases = extension && extensionAlias[extension];
  if (aliases) {
    const stem = base.slice(0, -extension.length);
    for (const alias of aliases) if (listed.has(stem + alias)) return stem + alias;
  }
  if (listed.has(base)) return base;
  for (const candidate of extensions) if (listed.has(base + candidate)) return base + candidate;
  const folder = base === '' || base === '.' ? '' : `${base}/`;
  if (listed.has(`${folder}package.json`)) return undefined;
  for (const candidate of extensions) if (listed.has(`${folder}index${candidate}`)) return `${folder}index${candidate}`;
  return undefined;
}

/**
 * Where a relative specifier points, or undefined when it leaves the workspace folder.
 * Does what `join(folder, specifier)` does; this is the most frequent step of a scan, and specifiers are simple.
 * @param folder of the importing file, `''` for the root
 */
export function relativeBase(folder: string, specifier: string): string | undefined {
  let base = folder;
  let rest = specifier;
  for (;;) {
    if (rest === '' || rest === '.') return base;
    if (rest.startsWith('/')) rest = rest.slice(1);
    else if (rest.startsWith('./')) rest = rest.slice(2);
    else if (rest === '..' || rest.startsWith('../')) {
      if (base === '') return undefined;
      base = folderOf(base);
      rest = rest.slice(3);
    } else break;
  }
  if (!/\/\.{0,2}(?:\/|$)/.test(rest)) return base === '' ? rest : `${base}/${rest}`;
  const joined = join(base, rest);
  if (joined === '..' || joined.startsWith('../')) return undefined;
  return joined.replace(/^\.?\/?$|\/$/, '');
}
