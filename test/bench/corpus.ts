import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sourceFiles } from './sourceFiles.ts';

/** A published package that ships what it was written in. */
interface SourcePackage {
  readonly name: string;
  readonly version: string;
  /** The folders and files to keep; everything else in the tarball is built from them. */
  readonly keep: (entry: string) => boolean;
}

const built = new Set(['_cjs', '_esm', '_types', 'dist', 'node_modules']);

/** Chosen for size and for difference: a library of barrels, deep re-exports, plain JavaScript with JSDoc types, tsconfigs per package. */
const packages: readonly SourcePackage[] = [
  { name: 'viem', version: '2.57.20', keep: (entry) => !built.has(entry) },
  { name: 'zod', version: '4.6.7', keep: (entry) => entry === 'src' },
  { name: 'rxjs', version: '7.8.2', keep: (entry) => entry === 'src' || entry === 'tsconfig.json' },
  { name: 'svelte', version: '5.57.3', keep: (entry) => entry === 'src' },
  { name: 'three', version: '0.187.0', keep: (entry) => entry === 'src' },
];

const usage =
  'corpus DIR: put together a code base of about 3,200 real files from npm packages that ship their sources';

/** Fetches the packages from the registry with npm, and lays them out as one workspace. */
export async function run(args: readonly string[]): Promise<{ folder: string; files: number }> {
  const [folder] = args;
  if (folder === undefined) throw new Error(`usage: ${usage}`);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  const fetched = mkdtempSync(join(tmpdir(), 'toolwright-corpus-'));
  try {
    for (const entry of packages) addPackage(entry, fetched, join(folder, 'packages', entry.name));
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  const manifest = { name: 'corpus', private: true, type: 'module', workspaces: ['packages/*'] };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const tsconfig = {
    compilerOptions: { module: 'esnext', moduleResolution: 'bundler', target: 'esnext', allowJs: true },
  };
  writeFileSync(join(folder, 'tsconfig.json'), `${JSON.stringify(tsconfig, undefined, 2)}\n`);
  const files = sourceFiles(folder).length;
  process.stdout.write(`${basename(folder)}: ${files} source files of ${packages.length} packages\n`);
  return { folder, files };
}

function addPackage({ name, version, keep }: SourcePackage, fetched: string, target: string): void {
  execFileSync('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', fetched], { stdio: 'ignore' });
  const unpacked = join(fetched, name);
  mkdirSync(unpacked);
  execFileSync('tar', ['-xzf', join(fetched, `${name}-${version}.tgz`), '-C', unpacked, '--strip-components=1']);
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(unpacked)) {
    if (entry === 'package.json') writeFileSync(join(target, entry), readFileSync(join(unpacked, entry)));
    else if (keep(entry)) cpSync(join(unpacked, entry), join(target, entry), { recursive: true });
  }
}
