import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from '../process.ts';

/** Writes dist/THIRD-PARTY-NOTICES.txt: the licence of every package that a bundle took code from. */
export function writeNotices(metafiles: readonly Metafile[]): string[] {
  const folders = metafiles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap(packageFolder);
  const notices = [...new Set(folders)].map(noticeOf).sort();
  const head = 'Toolwright contains code of these packages, under the licences that follow their names.';
  const file = 'dist/THIRD-PARTY-NOTICES.txt';
  writeFileSync(join(root, file), `${[head, ...new Set(notices)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
  return [file];
}

/** The folder of the innermost package that a bundled file belongs to; none for a file of this repository. */
function packageFolder(input: string): string[] {
  const folder = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0];
  return folder === undefined ? [] : [folder];
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const texts = globSync('{LICENSE,LICENCE,License,license,COPYING}*', { cwd: join(root, folder) })
    .filter((file) => !/\.[cm]?[jt]s$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}
