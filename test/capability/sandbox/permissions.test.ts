import { expect, test } from 'vitest';
import { covers, permittedPath, permittedUrl, plainPath, recordedPorts } from '#capability/sandbox';
import { type Permissions, proposedBy } from '#protocol';
import { callOf, describeRunners } from './support.ts';

const run = (body: string) => `export async function run(input, context) { ${body} }`;

const cyclic: Record<string, unknown> = {};
cyclic.itself = cyclic;

describeRunners('permissions', (sandbox) => {
  test('what is granted is in the context, and nothing else', async () => {
    const source = run('return Object.keys(context).map((key) => key + ": " + Object.keys(context[key]));');
    const all: Permissions = {
      'workspace:read': ['**'],
      'workspace:write': ['out/**'],
      network: ['api.example.com'],
      clock: true,
      random: true,
      log: true,
      tasks: ['lint'],
    };
    const { screen: _, ...ports } = recordedPorts();
    expect(await sandbox().run(callOf(source, { permissions: all, ports }))).toMatchObject({
      value: [
        'workspace: list,read,write,move',
        'network: fetch',
        'tasks: request',
        'clock: now',
        'random: next',
        'log: info,warn,error',
      ],
    });
    expect(await sandbox().run(callOf(source, { permissions: { 'workspace:read': ['a'] }, ports }))).toMatchObject({
      value: ['workspace: list,read'],
    });
    expect(await sandbox().run(callOf(source, { ports }))).toMatchObject({ value: [] });
  });

  test('files are read and written within the globs, and every call is recorded', async () => {
    const ports = recordedPorts({ files: { 'src/a.ts': 'A', 'secret.env': 'S' } });
    const source = run(`
      const paths = await context.workspace.list('**/*');
      const text = await context.workspace.read('./src/a.ts');
      await context.workspace.write('out/a.txt', text + '!');
      const refused = await context.workspace.read('secret.env').catch((error) => [error.code, error.message]);
      return { paths, text, refused };`);
    const permissions = { 'workspace:read': ['src/**'], 'workspace:write': ['out/**'] };
    const result = await sandbox().run(callOf(source, { permissions, ports }));
    const reason = "The permission workspace:read does not cover 'secret.env'";
    expect(result).toMatchObject({
      status: 'ok',
      value: { paths: ['src/a.ts'], text: 'A', refused: ['permission', reason] },
      effects: [
        { call: 'workspace.list', arguments: ['**/*'], result: ['src/a.ts'] },
        { call: 'workspace.read', arguments: ['./src/a.ts'], result: 'A' },
        { call: 'workspace.write', arguments: ['out/a.txt', 'A!'], result: null },
        { call: 'workspace.read', arguments: ['secret.env'], refused: reason },
      ],
      usage: { calls: 4 },
    });
    expect([...ports.written]).toEqual([['out/a.txt', 'A!']]);
  });

  test('files are moved within the globs of both names, and tasks asked for by their exact names', async () => {
    const ports = recordedPorts({ files: { 'src/a.ts': 'A', 'b.ts': 'B' } });
    const source = run(`
      await context.workspace.move('src/a.ts', 'src/c.ts');
      await context.tasks.request('lint');
      const reason = (error) => error.message;
      return Promise.all([
        context.workspace.move('src/c.ts', 'b.ts').catch(reason),
        context.workspace.move('b.ts', 'src/b.ts').catch(reason),
        context.workspace.move('src/c.ts', 'src/../../b.ts').catch(reason),
        context.workspace.move('src/c.ts').catch(reason),
        context.tasks.request('lin*').catch(reason),
        context.tasks.request(['lint']).catch(reason),
      ]);`);
    const permissions = { 'workspace:write': ['src/**'], tasks: ['lint'] };
    const result = await sandbox().run(callOf(source, { permissions, ports }));
    expect(result).toMatchObject({
      status: 'ok',
      value: [
        "The permission workspace:write does not cover 'b.ts'",
        "The permission workspace:write does not cover 'b.ts'",
        "'src/../../b.ts' is not a path within the workspace",
        'A value of type undefined is not a path within the workspace',
        "The permission tasks does not name 'lin*'",
        'The permission tasks does not name A value of type object',
      ],
    });
    expect(proposedBy(result.effects)).toEqual({
      writes: [],
      moves: [{ from: 'src/a.ts', to: 'src/c.ts' }],
      tasks: ['lint'],
    });
  });

  test('what is refused and not handled ends the run as a matter of permission', async () => {
    const permissions = { 'workspace:read': ['src/**'] };
    const source = run("return context.workspace.read('../../etc/passwd');");
    const result = await sandbox().run(callOf(source, { permissions, ports: recordedPorts() }));
    expect(result).toMatchObject({ status: 'permission', message: expect.stringContaining('not a path within') });
  });

  test('the network is asked over https, for named hosts', async () => {
    const ports = recordedPorts({ responses: { 'https://api.example.com/a': '{"b":1}' } });
    const source = run(`
      const answer = await context.network.fetch('https://api.example.com/a', { headers: { accept: 'text/json' } });
      const others = ['http://api.example.com/a', 'https://example.com', 'https://api.example.com:8443/', 'https://u:p@api.example.com/', 'file:///etc/passwd'];
      const refused = [];
      for (const url of others) await context.network.fetch(url).catch((error) => refused.push(error.code));
      return [answer.status, JSON.parse(answer.body).b, refused.length, new Set(refused).size];`);
    const result = await sandbox().run(callOf(source, { permissions: { network: ['api.example.com'] }, ports }));
    expect(result).toMatchObject({ status: 'ok', value: [200, 1, 5, 1] });
    expect(ports.requests).toEqual([{ url: 'https://api.example.com/a', headers: { accept: 'text/json' } }]);
  });

  test('clock, chance and log come from the ports', async () => {
    const ports = recordedPorts({ now: 1234, random: 0.25 });
    const source = run(
      "context.log.info('one\\x1b[2J'); context.log.warn({ a: 1 }); return [context.clock.now(), context.random.next(), context.random.next()];",
    );
    const permissions = { clock: true, random: true, log: true };
    const first = await sandbox().run(callOf(source, { permissions, ports }));
    const second = await sandbox().run(callOf(source, { permissions, ports }));
    expect(first).toMatchObject({ status: 'ok', logs: ['one [2J', 'warning: {"a":1}'] });
    expect(first.status === 'ok' && second.status === 'ok' && first.value).toEqual(
      second.status === 'ok' && second.value,
    );
    expect(ports.lines).toHaveLength(4);
    expect(first.effects.map(({ call }) => call)).toEqual(['clock.now', 'random.next']);
  });

  test('calls and log lines are limited', async () => {
    const permissions = { 'workspace:read': ['**'], log: true };
    const ports = recordedPorts({ files: { a: 'A' } });
    const many = run("for (let i = 0; i < 20; i++) await context.workspace.read('a'); return 1;");
    const limited = await sandbox().run(callOf(many, { permissions, ports, limits: { calls: 10 } }));
    expect(limited).toMatchObject({ status: 'permission', message: 'More than 10 calls', usage: { calls: 10 } });
    const flood = run("for (let i = 0; i < 1e5; i++) context.log.info('x'.repeat(100)); return 1;");
    const flooded = await sandbox().run(callOf(flood, { permissions, ports, limits: { logBytes: 2000 } }));
    expect(flooded.status).toBe('ok');
    expect(flooded.logs.join('').length).toBeLessThan(4000);
  });

  test('pictures come from a recording', async () => {
    const ports = recordedPorts({ screen: [{ type: 'image/png', base64: 'iVBORw==' }] });
    const source = run('return (await context.screen.capture()).base64.length;');
    expect(await sandbox().run(callOf(source, { ports }))).toMatchObject({ status: 'ok', value: 8 });
  });

  test.each<[title: string, answer: unknown, outcome: unknown]>([
    ['nothing', undefined, [null, null]],
    [
      '17 MB',
      'x'.repeat(17 * 1024 * 1024),
      ['permission', 'The answer of workspace.read is larger than 16777216 characters'],
    ],
    [
      '9 MB of quotes',
      '"'.repeat(9 * 1024 * 1024),
      ['permission', 'The answer of workspace.read is larger than 16777216 characters'],
    ],
    ['a cycle', cyclic, ['permission', 'The answer of workspace.read is larger than 16777216 characters']],
    ['a bigint', 1n, [null, 'The answer of workspace.read is no plain data']],
    ['4 MB', 'ä'.repeat(4 * 1024 * 1024), [null, 4 * 1024 * 1024]],
  ])('a port may answer anything: %s', async (_, answer, outcome) => {
    const { workspace, ...others } = recordedPorts();
    const ports = { ...others, workspace: { ...workspace, read: async () => answer as string } };
    const source = run(`
      try { const text = await context.workspace.read('a'); return [null, text?.length ?? null]; }
      catch (error) { return [error.code ?? null, error.message]; }`);
    const call = callOf(source, { permissions: { 'workspace:read': ['**'] }, ports });
    const result = await sandbox().run(call);
    expect(result).toMatchObject({ status: 'ok', value: outcome });
    expect(JSON.stringify(result.effects[0]?.result ?? '')).toBeDefined();
    expect(await sandbox().run(callOf('export const run = () => 1;'))).toMatchObject({ status: 'ok', value: 1 });
  });

  test('what a port answers without end does not hold up the deadline', async () => {
    const { workspace, ...others } = recordedPorts();
    const text = 'x'.repeat(100_000_000);
    const ports = { ...others, workspace: { ...workspace, read: async () => text } };
    const source = run("for (;;) await context.workspace.read('a').catch(() => {});");
    const permissions = { 'workspace:read': ['**'] };
    const result = await sandbox().run(callOf(source, { permissions, ports, limits: { wallMs: 300 } }));
    expect(result).toMatchObject({ status: 'timeout', message: 'It took longer than 300 ms' });
  });

  test('a clock or a log that throws ends that run at the most', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    const ports = { ...recordedPorts(), clock: { now: broken }, log: { write: broken } };
    const logging = callOf(run("context.log.info('a'); return 1;"), { permissions: { log: true }, ports });
    expect(await sandbox().run(logging)).toMatchObject({ status: 'ok', value: 1, logs: ['a'] });
    const telling = callOf(run('return context.clock.now();'), { permissions: { clock: true }, ports });
    expect(await sandbox().run(telling)).toMatchObject({
      status: 'crashed',
      message: expect.stringContaining('broken'),
    });
  });

  test('a glob of the code does not hold up the deadline', async () => {
    const ports = recordedPorts();
    const source = run(`
      await context.workspace.write('a'.repeat(200), 'x');
      await context.workspace.write('a/'.repeat(60) + 'a', 'x');
      return [await context.workspace.list('*a'.repeat(90) + 'b'), await context.workspace.list('**/a/'.repeat(30) + 'b')];`);
    const permissions = { 'workspace:read': ['*a'.repeat(90), '**'], 'workspace:write': ['**'] };
    // A matcher that goes back and tries again does not come to an end at all.
    const result = await sandbox().run(callOf(source, { permissions, ports, limits: { wallMs: 20_000 } }));
    expect(result).toMatchObject({ status: 'ok', value: [[], []] });
  });

  test('a port that fails, or that takes too long, does not hold the run', async () => {
    const { workspace, ...others } = recordedPorts();
    const broken = {
      ...workspace,
      read: () => Promise.reject(new Error('disk')),
      list: () => new Promise<never>(() => {}),
    };
    const ports = { ...others, workspace: broken };
    const permissions = { 'workspace:read': ['**'] };
    const failing = run("return context.workspace.read('a').catch((error) => [error.message, error.code ?? null]);");
    expect(await sandbox().run(callOf(failing, { permissions, ports }))).toMatchObject({ value: ['disk', null] });
    const hanging = callOf(run("return context.workspace.list('*');"), { permissions, ports, limits: { wallMs: 100 } });
    expect((await sandbox().run(hanging)).status).toBe('timeout');
  });
});

test.each([
  ['a/b.ts', 'a/b.ts'],
  ['./a//b.ts', 'a/b.ts'],
  ['../a', undefined],
  ['a/../../b', undefined],
  ['/etc/passwd', undefined],
  ['C:/x', undefined],
  ['a\\..\\b', undefined],
  ['a\0b', undefined],
  ['', undefined],
  [['a'], undefined],
  ['a:stream', undefined],
  ['src/a.ts:stream', undefined],
  ['src/con', undefined],
  ['NUL', undefined],
  ['a/com1.txt', undefined],
  ['lpt\u00b9', undefined],
  ['aux .ts', undefined],
  ['conout$', undefined],
  ['console.ts', 'console.ts'],
  ['com10', 'com10'],
  ['.git.', undefined],
  ['.git /hooks', undefined],
  ['GIT~1/hooks', undefined],
  ['\u200c.git/config', undefined],
  ['a\nb', undefined],
  ['...', undefined],
  ['.env', '.env'],
  ['a/'.repeat(3000), undefined],
])('the path %j is taken as %j', (path, plain) => {
  expect(plainPath(path)).toBe(plain);
});

test.each<[glob: string, covered: readonly string[], others: readonly string[]]>([
  [
    '**',
    ['a', 'src/a.ts', 'a.b/c'],
    [
      '.env',
      '.git/hooks/pre-commit',
      '.toolwright/capabilities/a',
      'node_modules/.bin/tsc',
      'src/.git/config',
      'a/.npmrc',
    ],
  ],
  ['src/**', ['src/a', 'src/a/b'], ['src/.git/config', 'src/.env', 'src/a/.env.local', 'src/.GIT/config']],
  ['src/.*', ['src/.env', 'src/.npmrc'], ['src/.git', 'src/.toolwright']],
  [
    '.*/**',
    ['.storybook/main.ts'],
    ['.git/config', '.vscode/tasks.json', '.husky/pre-commit', '.toolwright/a', '.github/.git/config'],
  ],
  ['.g*/**', ['.github/a'], ['.git/config']],
  ['**/.env', ['.env', 'a/.env'], ['.env.local', '.git/.env']],
  ['.git/config', ['.git/config'], ['.git/hooks/a']],
  ['{.git,src}/**', ['.git/config', 'src/a'], ['src/.git/config/.env']],
  ['[.]git/**', [], ['.git/config']],
  ['?git/**', ['agit/a'], ['.git/config']],
  ['!(src)/**', [], ['lib/a', '.git/config', '.env/a']],
  ['.vscode/settings.json', ['.vscode/settings.json'], ['.vscode/tasks.json']],
  ['.github/workflows/*.yml', ['.github/workflows/a.yml'], ['.github/workflows/.a.yml']],
])('the glob %s covers what it names', (glob, covered, others) => {
  expect(covered.filter((path) => !covers([glob], path))).toEqual([]);
  expect(others.filter((path) => covers([glob], path))).toEqual([]);
});

test('globs and hosts mean what they say', () => {
  const permissions = { 'workspace:read': ['src/**', '!src/x'], network: ['*.example.com'] };
  expect(permittedPath('workspace:read', permissions, 'src/a')).toEqual({ path: 'src/a' });
  expect(permittedPath('workspace:read', permissions, 'src/.env')).toHaveProperty('refused');
  expect(permittedPath('workspace:read', permissions, 'other/a')).toHaveProperty('refused');
  expect(permittedPath('workspace:write', permissions, 'src/a')).toHaveProperty('refused');
  expect(permittedUrl(permissions, 'https://a.example.com/')).toHaveProperty('url');
  expect(permittedUrl(permissions, 'https://example.com/')).toHaveProperty('refused');
  expect(permittedUrl(permissions, 'https://evilexample.com/')).toHaveProperty('refused');
  expect(permittedUrl(permissions, 'https://a.example.com.evil.org/')).toHaveProperty('refused');
});
