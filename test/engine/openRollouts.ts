import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '#base';
import { readFolder, scaffold } from '#capability/package';
import { openJournal } from '#journal';
import { type Capability, journalFile } from '#protocol';
import { type RolloutPorts, Rollouts } from '../../src/engine/rollout/rollouts.ts';

type OpenOptions = { readonly capability?: Capability } & Pick<
  RolloutPorts,
  'clock' | 'flags' | 'source' | 'statusWithin'
>;

/** The rollouts of a workspace in which every content may be rolled out: without a sandbox, which takes its time. */
export function openRollouts(root: string, options: OpenOptions = {}) {
  const { clock, flags, source, statusWithin } = options;
  const journal = openJournal({ file: join(root, journalFile), ...(clock === undefined ? {} : { clock }) });
  const rollouts = new Rollouts({
    ...{ root, clock, flags, source, statusWithin, logger: silentLogger },
    journal: () => journal,
    inFolder: () => options.capability,
    refusal: () => undefined,
  });
  return { rollouts, journal, close: () => journal.close() };
}

/** Requests of both versions, each of another user; those of the new one fail where they are to. */
export async function serveUsers(
  { rollouts, journal }: Pick<ReturnType<typeof openRollouts>, 'rollouts' | 'journal'>,
  users: number,
  fails: boolean,
): Promise<void> {
  const { id = '', stage = '' } = rollouts.get('shout') ?? {};
  const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 0 };
  const result = { status: 'ok', value: 1, usage, logs: [], effects: [] } as const;
  for (let user = 0; user < users; user++) {
    const variant = user % 2 === 0 ? ('candidate' as const) : ('stable' as const);
    const request = { text: 'shout', user: { id: `user-${user}` }, origin: 'editor' } as const;
    const of = { name: 'shout', version: '2.0.0' };
    const outcome =
      fails && variant === 'candidate'
        ? ({ kind: 'error', ...of, reason: 'It is broken.', guesses: [] } as const)
        : ({ kind: 'served', ...of, result } as const);
    await journal.recordRequest(request, outcome, 1, { id, stage, variant });
  }
}

/** A capability in a folder of its own that answers with its version. */
export function capabilityIn(root: string, name: string, version = '1.0.0'): Capability {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    ...{ title: 'Shout', intents: ['shout {text}'], output: {}, permissions: {} },
    provenance: { generator: 'hand' as const },
    input: { type: 'object' as const, properties: { text: { type: 'string' as const } } },
  };
  const source = `export const run = () => '${version}';\n`;
  const files = scaffold({ name, version, description: 'Shouts.', source, examples: [], manifest });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const entry = readFolder(folder, name);
  if (entry?.state !== 'valid') throw new Error(JSON.stringify(entry));
  return entry.capability;
}
