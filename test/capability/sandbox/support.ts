import { ts } from 'ts-morph';
import { afterAll, beforeAll, describe } from 'vitest';
import { availableRunners, openSandbox, type Sandbox, type SandboxCall } from '#capability/sandbox';
import { defaultLimits, type PlainData, type RunLimits } from '#protocol';

/** Container engines take their time to start a worker, and to end one. */
const patienceMs = 60_000;
const states = await availableRunners();

/** Describes the same for every runner that works here; the others are shown as skipped, with the reason. */
export function describeRunners(title: string, tests: (sandbox: () => Sandbox, runner: string) => void): void {
  for (const { name, available, reason } of states) {
    if (!available) {
      describe.skip(`${title}: ${name} (${reason})`, () => tests(() => never(name), name));
      continue;
    }
    describe(`${title}: ${name}`, () => {
      let sandbox: Sandbox | undefined;
      beforeAll(async () => {
        sandbox = await openSandbox({ runner: name });
      }, patienceMs);
      afterAll(() => sandbox?.dispose(), patienceMs);
      tests(() => sandbox ?? never(name), name);
    });
  }
}

function never(name: string): never {
  throw new Error(`${name} does not work here`);
}

export interface CallParts extends Partial<Omit<SandboxCall, 'limits' | 'program' | 'input'>> {
  readonly input?: PlainData;
  readonly limits?: Partial<RunLimits>;
}

/** More than any run of a test takes, however busy the machine is: only tests of the limits are about time. */
const ampleMs = 30_000;

/** A call of TypeScript as it is, without analysis and guards: what holds here is the sandbox's own. */
export function callOf(source: string, { limits, permissions = {}, ...rest }: CallParts = {}): SandboxCall {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, sourceMap: true };
  const { outputText, sourceMapText = '' } = ts.transpileModule(source, { compilerOptions });
  const program = { code: outputText, map: sourceMapText, hash: '' };
  return { program, permissions, limits: { ...defaultLimits, wallMs: ampleMs, cpuMs: ampleMs, ...limits }, ...rest };
}
