import { describe, expect, it } from 'vitest';
import { largestInput } from '../../src/journal/redact.ts';
import type { Check, PlainData, RecordedRun, RequestOutcome, VerificationReport } from '../../src/protocol/index.ts';
import fc from '../support/fastCheck.ts';
import { missing, open, report, request, served } from './support.ts';

const token = `gh${'p_'}wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx`;
const amazon = `AKIA${'IOSFODNN7EXAMPLX'}`;
const pem = `-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIEowIBAAKCAQEAv\n-----END RSA ${'PRIVATE'} KEY-----`;
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N';

async function keptOf(text: string, input?: PlainData) {
  const given = input === undefined ? {} : { input };
  return (await open().recordRequest({ ...request, input: null, text, ...given }, missing, 1)).request;
}

describe('secrets are not kept', () => {
  it.each([
    [`use ${token} please`, 'use [redacted] please'],
    [`aws ${amazon}`, 'aws [redacted]'],
    [`key ${pem} end`, 'key [redacted] end'],
    [`with ${jwt}`, 'with [redacted]'],
    ['password: hunter2, then', 'password: [redacted], then'],
    ['DB_PASSWORD=hunter2', 'DB_PASSWORD=[redacted]'],
    ['{"apiKey": "abc def"}', '{"apiKey": [redacted]}'],
    [`bad key ${'sk'}-SECRET123, and sk-proj-****Xy`, 'bad key [redacted], and [redacted]'],
    ['my password is hunter2', 'my password is [redacted]'],
    ['my pin is 4711, and pin: 12 of them', 'my pin is [redacted], and pin: 12 of them'],
    ['Authorization: Bearer abcdef123456', 'Authorization: [redacted] [redacted]'],
    ['get https://ann:hunter2@example.com/x', 'get [redacted]/x'],
  ])('in the text %s', async (text, kept) => {
    expect((await keptOf(text)).text).toBe(kept);
  });

  it.each([
    'convert 5 tokens to words',
    'sk-learn, pk-and-rk_tables',
    'rename password field',
    'open https://example.com:8080/x',
  ])('and there is none in %s', async (text) => {
    expect((await keptOf(text)).text).toBe(text);
  });

  it('in the input, by what they look like and by their names', async () => {
    const input = {
      selection: `line one\n${token}\n${pem}`,
      list: ['fine', { password: 'x', GITHUB_TOKEN: 'y', clientSecret: 'z', max_tokens: 5, keyboard: 'qwerty' }],
    };
    expect((await keptOf('x', input)).input).toEqual({
      selection: 'line one\n[redacted]\n[redacted]',
      list: [
        'fine',
        {
          password: '[redacted]',
          GITHUB_TOKEN: '[redacted]',
          clientSecret: '[redacted]',
          max_tokens: 5,
          keyboard: 'qwerty',
        },
      ],
    });
  });

  it('in numbers and lists under their names, and in all that is below', async () => {
    const input = {
      ...{ password: 123456, pin: 4711, tokens: ['abc', { id: 7, ok: true }], 'pin-codes': [1, 2], spin: 3 },
      credentials: { user: 'ann', key: null },
      usage: { tokens: 5, pass: 3, fail: 1 },
    };
    const gone = '[redacted]';
    expect((await keptOf('x', input)).input).toEqual({
      ...{ password: gone, pin: gone, tokens: [gone, { id: gone, ok: true }], 'pin-codes': [gone, gone], spin: 3 },
      credentials: { user: gone, key: null },
      usage: { tokens: 5, pass: 3, fail: 1 },
    });
  });

  it('in slots, where the text around them tells', async () => {
    const outcome: RequestOutcome = {
      ...(served('set') as Extract<RequestOutcome, { kind: 'served' }>),
      match: { intent: 'say my password is {text} to {who}', confidence: 1, slots: { text: 'hunter2', who: 'Ann' } },
    };
    const text = 'say my password is hunter2 to Ann';
    const { match } = await open().recordRequest({ ...request, text }, outcome, 1);
    expect(match?.slots).toEqual({ text: '[redacted]', who: 'Ann' });
  });

  it('in reasons, decisions and comments', async () => {
    const journal = open();
    const failed = { kind: 'error', reason: `refused ${token}`, guesses: [] } as const;
    expect((await journal.recordRequest(request, failed, 1)).reason).toBe('refused [redacted]');
    const decision = { kind: 'k', subject: 's', person: 'a', reason: 'password=hunter2' };
    expect(journal.decide(decision).reason).toBe('password=[redacted]');
    expect(journal.recordFeedback({ name: 'n', person: 'a', rating: 'bad', comment: jwt }).comment).toBe('[redacted]');
  });
});

it('there are no secrets in what is kept of a report, nor large values', async () => {
  const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 1 };
  const effects = [{ call: 'workspace.read', arguments: ['.env'], result: `TOKEN=${token}` }];
  const run: RecordedRun = {
    ...{ name: 'one', kind: 'example', passed: false, reason: `It is ${token}.` },
    input: { text: token, password: 'x' },
    expected: { output: pem },
    result: { status: 'ok', value: { key: amazon, ok: true }, usage, logs: [`read ${token}`], effects },
  };
  const large: RecordedRun = {
    ...{ name: 'large', kind: 'standard', passed: true, input: 'ä'.repeat(largestInput) },
    result: { status: 'error', message: `no ${token}`, usage, logs: [], effects: [] },
  };
  const check: Check = {
    name: 'properties',
    level: 'COMPREHENSIVE',
    status: 'failed',
    milliseconds: 1,
    summary: `It fails for ${token}.`,
    details: [amazon],
  };
  const quoted = `It says ${token}.`;
  const finding = { rule: 'credentials', severity: 'error', start: 0, end: 1, line: 1, column: 1 } as const;
  const quoting = {
    safety: {
      ...{ uses: [], score: 0, admitted: false },
      findings: [{ ...finding, message: quoted, hint: quoted }],
      parts: [{ name: 'findings', penalty: 100, reason: quoted }],
    },
    types: [{ line: 1, message: quoted, severity: 'error' }],
    mutation: { mutants: 2, killed: 1, survivors: [{ line: 1, change: quoted }] },
    risk: { score: 9, class: 'low', factors: [{ name: 'f', weight: 9, severity: 1, points: 9, reason: quoted }] },
    decision: { verdict: 'reject', reasons: [quoted], conditions: [quoted], needsPerson: true },
  } satisfies Partial<VerificationReport>;
  const given = report({ runs: [run, large], checks: [check], ...quoting });
  const kept = await open().saveReport(given);
  for (const secret of [token, amazon, pem]) expect(JSON.stringify(kept)).not.toContain(secret);
  expect(kept.runs[0]).toEqual({
    ...{ name: 'one', kind: 'example', passed: false, reason: 'It is [redacted].' },
    input: { text: '[redacted]', password: '[redacted]' },
    expected: { output: '[redacted]' },
    result: {
      ...{ status: 'ok', value: { key: '[redacted]', ok: true }, usage, logs: ['read [redacted]'] },
      effects: [{ call: 'workspace.read', arguments: ['.env'], result: 'TOKEN=[redacted]' }],
    },
  });
  expect(kept.runs[1]).toMatchObject({ input: { redacted: 'large input' }, result: { message: 'no [redacted]' } });
  const told = JSON.parse(JSON.stringify(quoting).replaceAll(token, '[redacted]'));
  expect({ ...kept, runs: [], checks: [] }).toEqual({ ...given, runs: [], checks: [], ...told });
});

it('tells a large input by size and hash', async () => {
  const selection = 'ä'.repeat(largestInput);
  expect((await keptOf('x', { selection })).input).toEqual({
    redacted: 'large input',
    bytes: 2 * largestInput + '{"selection":""}'.length,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

it('shortens a long text', async () => {
  const { text } = await keptOf('x '.repeat(100_000));
  expect(text.length).toBeLessThan(2100);
  expect(text).toContain('(200000 characters)');
});

it('keeps everything else as it is', async () => {
  const journal = open();
  const safe = fc.jsonValue({ stringUnit: fc.constantFrom('a', 'b', ' ', '1', '\n', 'é', '😀') });
  await fc.assert(
    fc.asyncProperty(safe, async (value) => {
      const input = JSON.parse(JSON.stringify(value)) as PlainData;
      expect((await journal.recordRequest({ ...request, input }, missing, 1)).request.input).toEqual(input);
    }),
    { numRuns: 50 },
  );
});
