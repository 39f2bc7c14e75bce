import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { sourceFiles } from '../sourceFiles.ts';
import { compareEdges } from './compareEdges.ts';
import type { GraphFigures } from './figures.ts';
import { buildProduct, cold, ourFigures, readListing, warm } from './ours.ts';
import { peerFigures } from './peerFigures.ts';
import {
  type Peer,
  peerNames,
  peersFolder,
  peersInstalled,
  peersNamed,
  readDependencyCruiser,
  type Target,
} from './peers.ts';
import { printFigures } from './print.ts';
import { type Contender, completed, timeInRounds } from './rounds.ts';

const zero = (code: number) => code === 0;
const tell = (line: string) => void process.stderr.write(`  ${line}\n`);

/** `graph PATH`: ours and its peers on the same code base, in one run. */
export async function run(args: readonly string[]): Promise<GraphFigures> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      peers: { type: 'string', default: peerNames.join(',') },
      rounds: { type: 'string', default: '7' },
      limit: { type: 'string', default: '180' },
    },
  });
  const [path] = positionals;
  if (path === undefined) throw new Error('graph needs the PATH of a code base');
  const names = values.peers === 'none' ? [] : values.peers.split(',');
  if (names.length > 0 && !peersInstalled()) installPeers();
  const peers = peersNamed(names);
  buildProduct();
  const scratch = mkdtempSync(join(tmpdir(), 'toolwright-bench-'));
  try {
    const target = targetAt(realpathSync(path), scratch);
    const limitMs = Number(values.limit) * 1000;
    const figures = await measure(target, peers, { rounds: Number(values.rounds), limitMs });
    printFigures(basename(target.folder), figures);
    return figures;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function installPeers(): void {
  tell('installing the peers');
  execFileSync('npm', ['ci', '--ignore-scripts', '--silent'], {
    cwd: peersFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function targetAt(folder: string, scratch: string): Target {
  const files = new Set(sourceFiles(folder));
  return {
    folder,
    scratch,
    tsconfig: ['tsconfig.json', 'tsconfig.base.json'].find((name) => existsSync(join(folder, name))),
    isSource: (path) => files.has(path),
  };
}

async function measure(
  target: Target,
  peers: readonly Peer[],
  options: { rounds: number; limitMs: number },
): Promise<GraphFigures> {
  const contenders: Contender[] = [
    { name: 'floor', run: floor(target), accepted: zero },
    { name: 'cold', run: cold(target), accepted: zero },
    { name: 'warm', run: warm(target), accepted: zero },
    ...peers.map((peer) => ({ name: peer.name, run: peer.timed(target), accepted: peer.accepted })),
  ];
  const timings = await timeInRounds(contenders, { ...options, tell });
  const found = await peerFigures(peers, timings, target, { ...options, tell });
  const ours = await ourFigures(timings, target, options.limitMs, tell);
  const theirs = found['dependency-cruiser']?.edges == null ? undefined : readDependencyCruiser(target);
  return {
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      load: loadavg()[0] ?? 0,
    },
    ours,
    floor: { coldMs: completed(timings, 'floor').milliseconds },
    peers: found,
    ...(theirs === undefined ? {} : { comparison: compareEdges(readListing(target), theirs, target.isSource) }),
  };
}

const floor = ({ folder }: Target) => ({
  command: process.execPath,
  args: [join(import.meta.dirname, 'floor.mjs'), folder],
  cwd: folder,
});
