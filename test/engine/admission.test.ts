import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import {
  type CapabilityRequest,
  type CapabilitySession,
  journalFile,
  type RunnerName,
  type VerificationLevel,
  type VerificationReport,
} from '#protocol';
import { deciding, evidenceFor } from '../../src/engine/capabilities/evidence.ts';
import { openJournal } from '../../src/journal/index.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { sharedTools } from './sharedTools.ts';

/** A report as far as admission looks at it. */
function report(
  asked: VerificationLevel,
  reached: VerificationLevel | undefined,
  more: Partial<VerificationReport> = {},
): VerificationReport {
  return {
    format: 1,
    name: 'shout',
    version: '1.0.0',
    hash: 'h',
    asked,
    ...(reached ? { reached } : {}),
    at: '2026-01-01T00:00:00.000Z',
    milliseconds: 1,
    safety: { findings: [], uses: [], score: 100, parts: [], admitted: true },
    types: [],
    checks: [],
    runs: [],
    risk: { score: 0, class: 'low', factors: [] },
    decision: { verdict: reached === asked ? 'approve' : 'reject', reasons: [], conditions: [], needsPerson: false },
    ...more,
  };
}

describe('of several reports, latest first,', () => {
  const high = report('COMPREHENSIVE', 'COMPREHENSIVE');
  const middle = report('STANDARD', 'STANDARD');
  const low = report('BASIC', 'BASIC');
  const failedInExamples = report('STANDARD', 'BASIC');
  const failedInMutants = report('COMPREHENSIVE', 'STANDARD');
  const tooRisky = report('STANDARD', 'STANDARD', { decision: { ...high.decision, verdict: 'reject' } });

  test.each([
    ['the highest level counts where nothing speaks against it', [low, middle, high], high],
    ['a rejection counts, however high earlier evidence got', [failedInExamples, high], failedInExamples],
    ['a rejection for the risk counts as well', [tooRisky, high], tooRisky],
    ['asking for less does not undo a rejection', [low, failedInExamples], failedInExamples],
    ['nor does less than the level that failed', [middle, failedInMutants, high], failedInMutants],
    ['evidence past the level that failed does', [middle, failedInExamples], middle],
    ['what is older than a rejection is not taken up again', [middle, failedInExamples, high], middle],
    ['none is none', [], undefined],
  ])('%s', (_, reports, expected) => {
    expect(deciding(reports)).toBe(expected);
  });
});

test('evidence counts under its own policy, product version and kind of sandbox; a rejection under any sandbox', async () => {
  const journal = openJournal({ file: join(temporaryWorkspace(), '.toolwright/journal.db') });
  onTestFinished(() => journal.close());
  const basis = { policy: 'p', product: '1' };
  const under = (runner: RunnerName) => ({ runner, engine: '', holds: [], gaps: [] });
  const save = (asked: VerificationLevel, reached: VerificationLevel, runner: RunnerName) =>
    journal.saveReport(report(asked, reached, { basis, sandbox: under(runner) }));
  const found = (runner: RunnerName | undefined, on = basis) => evidenceFor(journal, 'h', on, runner)?.decision.verdict;

  await save('STANDARD', 'STANDARD', 'isolate');
  expect(found('isolate')).toBe('approve');
  expect(found(undefined)).toBe('approve');
  // A stronger wall around the same engine; another engine is another matter.
  expect(found('bubblewrap')).toBe('approve');
  expect(found('wasm')).toBeUndefined();
  expect(found('isolate', { ...basis, policy: 'q' })).toBeUndefined();
  expect(found('isolate', { ...basis, product: '2' })).toBeUndefined();
  await save('STANDARD', 'BASIC', 'wasm');
  expect(found('isolate')).toBe('reject');
  await save('STANDARD', 'STANDARD', 'isolate');
  expect(found('isolate')).toBe('approve');
  expect(found('wasm')).toBe('reject');
});

const tools = sharedTools();

const upper = 'export function run({ text }: { text: string }): string {\n  return text.toUpperCase();\n}\n';

interface Draft {
  readonly source?: string;
  readonly permissions?: object;
  readonly limits?: object;
}

const asking = (text: string): CapabilityRequest => ({ text, user: { id: 'ada' }, origin: 'editor' });
const policyFile = '.toolwright/policy.json';

async function workspace(draft: Draft = {}) {
  const root = temporaryWorkspace();
  const put = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const write = ({ source = upper, permissions = {}, limits }: Draft) => {
    const text = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
    const toolwright = {
      ...{ title: 'Shout', intents: ['shout {text}'], input: text, output: {}, permissions },
      ...{ provenance: { generator: 'hand' }, ...(limits ? { limits } : {}) },
    };
    const manifest = { name: 'shout', version: '1.0.0', description: 'Shouts.', type: 'module', toolwright };
    put('.toolwright/capabilities/shout/package.json', JSON.stringify(manifest));
    put('.toolwright/capabilities/shout/index.ts', source);
    const examples = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
      name,
      input: { text: name },
      output: name.toUpperCase(),
    }));
    put('.toolwright/capabilities/shout/examples.json', JSON.stringify(examples));
  };
  write(draft);
  const session = await createCapabilitySession({ root, runner: 'isolate', logger: silentLogger, tools });
  onTestFinished(() => session.dispose());
  return { root, put, write, session };
}

const standing = async (session: CapabilitySession) => (await session.row('shout'))?.standing;

test('a rejection un-admits, also where older evidence is of a higher level', async () => {
  const { session, put, write } = await workspace();
  put(policyFile, '{ "comprehensive": { "propertyRuns": 10, "mutants": 4 } }');
  await session.verify('shout', { level: 'COMPREHENSIVE' });
  expect(await standing(session)).toBe('admitted');
  put(policyFile, '{ "risk": { "reject": 0 } }');
  // The old evidence is of another policy: it is neither reused nor does it admit.
  expect(await standing(session)).toBe('unverified');
  expect(await session.verify('shout', { level: 'STANDARD' })).toMatchObject({ decision: { verdict: 'reject' } });
  expect(await standing(session)).toBe('rejected');
  const refused = {
    kind: 'permission',
    reason: expect.stringMatching(/^shout was rejected and may not run: Its risk is /),
  };
  expect(await session.ask(asking('shout hello'))).toMatchObject(refused);
  write({});
  expect(await standing(session)).toBe('rejected');
});

test('a rejection is never taken for the answer to a new verification', async () => {
  const { session } = await workspace({ source: upper.replace('Upper', 'Lower') });
  const first = await session.verify('shout', { level: 'STANDARD' });
  expect(first.decision.verdict).toBe('reject');
  expect((await session.verify('shout', { level: 'STANDARD' })).at).not.toBe(first.at);
});

test.each([
  ['a wrong type', '{ "risk": { "reject": "80" } }', /risk\.reject/],
  ['no JSON', '{ "risk": ', /not JSON/],
  ['a threshold that contradicts another', '{ "risk": { "medium": 90 } }', /medium \(90\) is above high \(50\)/],
])('a policy with %s lets nothing run, and says so', async (_, text, says) => {
  const { session, put } = await workspace();
  await session.verify('shout', { level: 'STANDARD' });
  put(policyFile, text);
  expect(await session.row('shout')).toMatchObject({
    standing: 'unverified',
    reason: expect.stringMatching(says),
    problems: [{ code: 'policy-invalid', path: policyFile }],
  });
  expect(await session.ask(asking('shout hello'))).toMatchObject({ kind: 'permission' });
  await expect(session.verify('shout', { level: 'STANDARD' })).rejects.toMatchObject({ code: 'policy-invalid' });
  await expect(session.policy()).rejects.toMatchObject({ code: 'policy-invalid' });
});

test('what all capabilities share is looked at where there is none: the policy, and journals that were damaged', async () => {
  const root = temporaryWorkspace({ [policyFile]: '{ "risk": [] }', [journalFile]: 'no database '.repeat(200) });
  const session = await createCapabilitySession({ root, runner: 'isolate', logger: silentLogger, tools });
  onTestFinished(() => session.dispose());
  expect(await session.requests()).toEqual([]);
  expect(await session.problems()).toMatchObject([
    { code: 'policy-invalid', path: policyFile, line: 1 },
    { code: 'journal-damaged', path: expect.stringMatching(/^\.toolwright\/journal\.db\.damaged-\d{8}T\d{6}Z$/) },
  ]);
});

test('the same policy in other words is the same policy', async () => {
  const { session, put } = await workspace();
  await session.verify('shout', { level: 'STANDARD' });
  put(policyFile, '{ "risk": { "high": 50 },   "admitFrom": "STANDARD" }');
  expect(await standing(session)).toBe('admitted');
});

test('what changed on the disk is not run on old evidence, though nobody told of the change', async () => {
  const { session, write } = await workspace();
  await session.verify('shout', { level: 'STANDARD' });
  expect(await session.ask(asking('shout hello'))).toMatchObject({ kind: 'served' });
  write({ source: upper.replace('Upper', 'Lower') });
  expect(await session.ask(asking('shout hello'))).toMatchObject({ kind: 'permission' });
  const called = await session.call('shout', { text: 'x' }, { user: { id: 'robot' }, origin: 'agent' });
  expect(called).toMatchObject({ kind: 'permission' });
});

test('what the evidence does not see used is not granted when it serves', async () => {
  // The analysis sees the log in use; of the files it is told that nothing uses them.
  const source = `interface Context { readonly log: { info(text: string): void } }
export function run({ text }: { text: string }, context: Context): string {
  context.log.info('shouting');
  return text === 'what' ? Object.keys(context).sort().join() : text.toUpperCase();
}
`;
  const permissions = { log: true, 'workspace:read': ['*.txt'] };
  const { session } = await workspace({ source, permissions });
  const { decision, safety } = await session.verify('shout', { level: 'STANDARD' });
  expect(safety.uses).toEqual(['log']);
  expect(decision.conditions).toContainEqual(expect.stringContaining('without workspace:read'));
  expect(await session.ask(asking('shout what'))).toMatchObject({ kind: 'served', result: { value: 'log' } });
});

test('SARIF ends a place where the source is the one that was verified', async () => {
  const { root, session } = await workspace({ source: "import 'node:fs';\nexport const run = () => 'A';\n" });
  const found = await session.verify('shout', { level: 'BASIC' });
  const region = async () =>
    JSON.parse(await session.render([found], 'sarif')).runs[0].results[0].locations[0].physicalLocation.region;
  expect(await region()).toHaveProperty('endColumn');
  const file = join(root, '.toolwright/capabilities/shout/index.ts');
  writeFileSync(file, `// longer\n${readFileSync(file, 'utf8')}`);
  await session.change();
  expect(await region()).not.toHaveProperty('endColumn');
});

test('an approval is of the risk that the person saw: a higher class has to be approved again', async () => {
  const { session, put } = await workspace();
  const policy = (risk: object) => put(policyFile, JSON.stringify({ approvePerson: ['hand'], risk }));
  policy({});
  await session.verify('shout', { level: 'STANDARD' });
  expect((await session.row('shout'))?.reason).toMatch(/the policy wants that for what is written by hand/);
  await session.approve('shout', { person: 'ada', reason: 'read it' });
  expect(await standing(session)).toBe('admitted');
  policy({ medium: 10, high: 20 });
  await session.verify('shout', { level: 'STANDARD' });
  expect(await session.row('shout')).toMatchObject({
    standing: 'waiting',
    reason: expect.stringMatching(/its risk is [\d.]+ \(high\)\. ada approved it at a risk of [\d.]+ \(medium\)/),
  });
  await session.approve('shout', { person: 'grace', reason: 'read it too' });
  expect(await standing(session)).toBe('admitted');
  policy({});
  await session.verify('shout', { level: 'STANDARD' });
  expect(await standing(session)).toBe('admitted');
});

test('evidence is of a content: a copy has it under its own name and version', async () => {
  const { root, session } = await workspace();
  const { hash } = await session.verify('shout', { level: 'STANDARD' });
  const [from, to] = ['shout', 'cry'].map((name) => join(root, '.toolwright/capabilities', name)) as [string, string];
  cpSync(from, to, { recursive: true });
  const manifest = readFileSync(join(to, 'package.json'), 'utf8').replace('"shout"', '"cry"').replace('1.0.0', '2.0.0');
  writeFileSync(join(to, 'package.json'), manifest);
  await session.change();
  const own = { name: 'cry', version: '2.0.0', hash };
  expect(await session.row('cry')).toMatchObject({ standing: 'admitted', report: own });
  expect(await session.verify('cry', { level: 'STANDARD' })).toMatchObject(own);
});

test('what is wrong with the policy is told where no package can be read, too', async () => {
  const root = temporaryWorkspace({
    [policyFile]: '{ "weights": { "permision": 1 } }',
    '.toolwright/capabilities/broken/package.json': '{',
  });
  const session = await createCapabilitySession({ root, runner: 'isolate', logger: silentLogger, tools });
  onTestFinished(() => session.dispose());
  const ofPolicy = async () => {
    const [row] = await session.list();
    expect(row).toMatchObject({ standing: 'broken', reason: expect.not.stringContaining('policy') });
    return row?.problems.filter(({ path }) => path === policyFile);
  };
  expect(await ofPolicy()).toMatchObject([
    { code: 'policy-invalid', line: 1, message: expect.stringContaining('weights.permision: there is no such key') },
  ]);
  writeFileSync(join(root, policyFile), '{}');
  expect(await ofPolicy()).toEqual([]);
});

test('a capability that lies elsewhere is judged by the policy here, and nothing is kept of it', async () => {
  const { root } = await workspace();
  const here = temporaryWorkspace({ [policyFile]: '{ "approvePerson": ["hand"] }' });
  const session = await createCapabilitySession({ root: here, runner: 'isolate', logger: silentLogger, tools });
  onTestFinished(() => session.dispose());
  const folder = join(root, '.toolwright/capabilities/shout');
  const row = await session.verifyFolder(folder, { level: 'STANDARD' });
  expect(row).toMatchObject({ name: 'shout', standing: 'waiting', report: { folder: relative(here, folder) } });
  expect(existsSync(join(here, journalFile))).toBe(false);
  expect(await session.list()).toEqual([]);
  await expect(session.verifyFolder(here, { level: 'BASIC' })).rejects.toMatchObject({ code: 'not-a-capability' });
  rmSync(join(folder, 'examples.json'));
  expect(await session.verifyFolder(folder, { level: 'BASIC' })).toMatchObject({ standing: 'broken' });
});

test('a renamed capability keeps its reports; a copy takes none', async () => {
  const { root, put, session } = await workspace();
  await session.verify('shout', { level: 'BASIC' });
  const folder = join(root, '.toolwright/capabilities');
  cpSync(join(folder, 'shout'), join(folder, 'cry'), { recursive: true });
  const manifest = readFileSync(join(folder, 'shout/package.json'), 'utf8').replace('"name":"shout"', '"name":"cry"');
  put('.toolwright/capabilities/cry/package.json', manifest);
  await session.change();
  expect(await session.history('cry')).toEqual([]);
  rmSync(join(folder, 'shout'), { recursive: true });
  await session.change();
  expect(await session.history('cry')).toMatchObject([{ name: 'shout', asked: 'BASIC' }]);
  // From then on, reports under both names are its own, whatever becomes of the content.
  await session.verify('cry', { level: 'BASIC', fresh: true });
  put('.toolwright/capabilities/cry/index.ts', `${upper}\n// changed\n`);
  await session.change();
  expect((await session.history('cry')).map(({ name }) => name)).toEqual(['cry', 'shout']);
});
