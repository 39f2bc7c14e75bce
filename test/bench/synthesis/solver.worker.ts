import { stripTypeScriptTypes } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { byExample, type SynthesisGap, type Value } from '#capability/synthesis';

/**
 * Solves one gap a message: synthesises within the time, then runs the printed source of the top candidate on the
 * inputs that it is given. It is never given an expected output beyond the gap's examples.
 */
export interface SolveRequest {
  readonly gap: SynthesisGap;
  readonly milliseconds: number;
  readonly runOn: readonly (readonly Value[])[];
}

export interface SolveReply {
  /** Until the search ended, or its time. */
  readonly milliseconds: number;
  readonly source?: string;
  /** One for each input; null where the program declines. */
  readonly outputs: readonly Value[];
  /** What went wrong, if something did. */
  readonly failure?: string;
}

parentPort?.on('message', ({ gap, milliseconds, runOn }: SolveRequest) => {
  const failed = (error: unknown): SolveReply => ({ milliseconds, outputs: [], failure: String(error) });
  void solve(gap, milliseconds, runOn).then(
    (reply) => parentPort?.postMessage(reply),
    (error: unknown) => parentPort?.postMessage(failed(error)),
  );
});

async function solve(gap: SynthesisGap, limit: number, runOn: SolveRequest['runOn']): Promise<SolveReply> {
  const startedAt = performance.now();
  let best: { source: string; cost: number; satisfied: number } | undefined;
  const budget = { steps: Number.POSITIVE_INFINITY, deadline: startedAt + limit };
  for (const candidate of byExample.generate(gap, budget)) {
    if (best === undefined || candidate.cost < best.cost) best = candidate;
  }
  const milliseconds = performance.now() - startedAt;
  if (best === undefined) return { milliseconds, outputs: [] };
  return { milliseconds, source: best.source, outputs: await runSource(best.source, runOn) };
}

const names = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** What the printed program gives, as TypeScript is run: its types stripped, as a module of its own. */
async function runSource(source: string, inputs: SolveRequest['runOn']): Promise<Value[]> {
  const code = stripTypeScriptTypes(source);
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    run(input: { readonly [name: string]: Value }): Value;
  };
  return inputs.map((values) =>
    module.run(
      Object.fromEntries(values.map((value, at) => [values.length === 1 ? 'text' : (names[at] ?? ''), value])),
    ),
  );
}
