import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CancelledError, silentLogger } from '#base';
import { openJournal } from '#journal';
import { type Capability, type Gap, journalFile } from '#protocol';
import { LocalCapabilitySession } from '../../src/engine/capabilities/localCapabilitySession.ts';
import type { CapabilitySettings } from '../../src/engine/capabilities/settings.ts';
import { LocalGenerationSession } from '../../src/engine/generation/localGenerationSession.ts';
import { Versions } from '../../src/engine/rollout/versions.ts';
import { StopFlag } from '../../src/engine/synthesis/stopFlag.ts';
import { report } from '../journal/support.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { capabilityIn, openRollouts } from './openRollouts.ts';

const order = { person: 'ada', reason: 'It is time.', strategy: 'flag' } as const;
const gap: Gap = {
  ...{ id: 'request-1', source: 'requests', intent: 'convert yaml to json', kind: 'missing_handler', structure: {} },
  ...{ parameters: ['text'], examples: [], contradictions: [], skipped: [], otherInputs: [], requests: [], near: [] },
  ...{ frequency: 1, users: 1, score: 1 },
};

/**
 * A workspace whose users get version 1 by its own flag file, and version 2 by that of a fleet; nobody gets version 3. All were
 * verified long ago.
 */
async function workspace({ isFleetRecorded }: { readonly isFleetRecorded: boolean }) {
  const root = temporaryWorkspace();
  const flags = join(root, 'fleet.json');
  const own = capabilityIn(root, 'shout', '1.0.0');
  await start(root, own);
  // Where the fleet is steered from elsewhere, the journal here knows nothing of it.
  const home = isFleetRecorded ? root : temporaryWorkspace();
  const ofFleet = capabilityIn(home, 'shout', '2.0.0');
  await start(home, ofFleet, flags);
  new Versions(root).freeze(capabilityIn(root, 'shout', '2.0.0'));
  const versions = [own, ofFleet, capabilityIn(root, 'shout', '3.0.0')];
  const longAgo = Date.now() - 200 * 24 * 60 * 60 * 1000;
  const journal = openJournal({ file: join(root, journalFile), clock: () => longAgo });
  for (const { name, version, hash } of versions) await journal.saveReport(report({ name, version, hash }));
  journal.close();
  const verified = () => {
    const now = openJournal({ file: join(root, journalFile) });
    const found = now.history('shout').map(({ version }) => version);
    now.close();
    return found;
  };
  expect(verified()).toEqual(['3.0.0', '2.0.0', '1.0.0']);
  return { root, flags, verified };
}

async function start(root: string, capability: Capability, flags?: string) {
  const { rollouts, close } = openRollouts(root, flags === undefined ? {} : { flags });
  await rollouts.start(capability, order);
  close();
}

/** Opens the journal of a generation session, which looks for nothing. */
async function generate(settings: CapabilitySettings) {
  const session = new LocalGenerationSession(settings, silentLogger);
  onTestFinished(() => session.dispose());
  const stop = new StopFlag();
  stop.raise();
  await expect(session.generate(gap, stop.memory, {})).rejects.toThrow(CancelledError);
}

async function ask(settings: CapabilitySettings) {
  const session = new LocalCapabilitySession(settings, silentLogger);
  onTestFinished(() => session.dispose());
  await session.ask({ text: 'convert yaml to json', user: { id: 'ada' }, origin: 'editor' });
}

test.each([
  ['is asked for something', ask],
  ['has something generated', generate],
])(
  'evidence for what users get by the flag file of a fleet is kept in a session that knows the file and %s',
  async (_, use) => {
    const { root, flags, verified } = await workspace({ isFleetRecorded: false });
    await use({ root, runner: 'isolate', flags });
    expect(verified()).toEqual(['2.0.0', '1.0.0']);
  },
);

test('it is kept where the journal alone knows of that fleet, as in commands that nobody tells of it', async () => {
  const { root, verified } = await workspace({ isFleetRecorded: true });
  await ask({ root, runner: 'isolate' });
  expect(verified()).toEqual(['2.0.0', '1.0.0']);
});
