import { messageOf } from '#base';

/** `npm run -s bench -- NAME [ARGS] [--json]`: with `--json` the last line printed is one JSON object. */

interface Benchmark {
  readonly usage: string;
  /** Prints for people as it goes, and returns what `--json` prints. */
  readonly load: () => Promise<{ run(args: readonly string[]): Promise<object> }>;
}

const benchmarks: Readonly<Record<string, Benchmark>> = {
  graph: {
    usage: 'graph PATH [--peers NAMES|none] [--rounds N] [--limit SECONDS]   speed, memory and edges, against peers',
    load: () => import('./graph/benchmark.ts'),
  },
  scale: {
    usage: 'scale [FILES] [--rounds N]   the same without peers, on a generated workspace (12,000 files)',
    load: () => import('./scale.ts'),
  },
  safety: {
    usage: 'safety FILE [--runners NAMES] [--unseen]   hostile and harmless code through analysis and every sandbox',
    load: () => import('./safety/benchmark.ts'),
  },
  sandbox: {
    usage: 'sandbox [--runners NAMES] [--rounds N] [--soak N]   warm call, cold start, lateness of a kill, and a soak',
    load: () => import('./safety/sandbox.ts'),
  },
  verification: {
    usage: 'verification [WORKSPACE] [--rounds N]   how long STANDARD and COMPREHENSIVE take for its capabilities',
    load: () => import('./verification/benchmark.ts'),
  },
  synthesis: {
    usage:
      'synthesis FILE [--timeout SECONDS] [--limit N] [--blind]   programs learned from examples: right on others, and how soon',
    load: () => import('./synthesis/benchmark.ts'),
  },
  teach: {
    usage: 'teach [--lines N]   how soon all lines show what becomes of them while one result is typed',
    load: () => import('./teach/benchmark.ts'),
  },
  rollout: {
    usage:
      'rollout [--runs N] [--detections N] [--ids N] [--leaks N] [--seed N]   false rollbacks, time to detect, cost of routing, slowdowns and leaks found',
    load: () => import('./rollout/benchmark.ts'),
  },
  benchmark: {
    usage:
      'benchmark [--runs N] [--detections N] [--seed N]   how far verdicts of comparisons of capabilities can be trusted',
    load: () => import('./benchmark/benchmark.ts'),
  },
  activation: {
    usage: 'activation [--rounds N]   how long the packaged extension takes to activate in the real VS Code',
    load: () => import('./activation/benchmark.ts'),
  },
  editor: {
    usage:
      'editor [--lines N] [--vsix FILE]   how long the extension host is held while the real VS Code generates and teaches',
    load: () => import('./editor/benchmark.ts'),
  },
  generate: {
    usage: 'generate FILES DIR [--seed N]   write a generated workspace',
    load: () => import('./generate/command.ts'),
  },
  corpus: {
    usage: 'corpus DIR   put together a code base of about 3,200 real files from npm packages that ship their sources',
    load: () => import('./corpus.ts'),
  },
};

async function main(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args.filter((arg) => arg !== '--json');
  const benchmark = benchmarks[name ?? ''];
  if (benchmark === undefined) {
    process.stderr.write(
      `Benchmarks:\n${Object.values(benchmarks)
        .map(({ usage }) => `  ${usage}\n`)
        .join('')}`,
    );
    process.exitCode = name === undefined || name === '--help' ? 0 : 2;
    return;
  }
  const { run } = await benchmark.load();
  const result = await run(rest);
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`bench: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
