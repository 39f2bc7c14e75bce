import vm from 'node:vm';
import type { Sandbox } from '#capability/sandbox';
import type { PlainData } from '#protocol';

/**
 * A bad sandbox that really runs code: two engines that take turns, as the workers of a pool do, and are not renewed
 * between runs. Programs are kept, and so is all that they leave behind.
 */
export function leakySandbox(): Sandbox {
  const engines = [new Map<string, Run>(), new Map<string, Run>()].map((programs) => ({
    programs,
    realm: vm.createContext({}),
  }));
  let turn = 0;
  return {
    guarantees: { runner: 'isolate', engine: 'node:vm', holds: [], gaps: ['everything'] },
    async run({ program, input = null }) {
      const { programs, realm } = engines[turn++ % 2] as (typeof engines)[number];
      const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 0 };
      const rest = { usage, logs: [], effects: [] };
      try {
        const run = programs.get(program.hash) ?? vm.runInContext(asScript(program.code), realm);
        programs.set(program.hash, run);
        return { status: 'ok', value: JSON.parse(JSON.stringify(await run(input, {}))), ...rest };
      } catch (error) {
        return { status: 'error', message: String(error), ...rest };
      }
    },
    dispose: async () => {},
  };
}

type Run = (input: PlainData, context: object) => Promise<PlainData> | PlainData;

function asScript(module: string): string {
  const body = module
    .replace(/export \{\s*\};?/g, '')
    .replace(/export \{ (\S+) as run \};/, 'return $1;')
    .replace(/export (async )?function run/, 'return $1function run');
  return `(() => { ${body} })()`;
}
