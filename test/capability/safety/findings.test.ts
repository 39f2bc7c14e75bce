import { describe, expect, test } from 'vitest';
import { analyse } from '#capability/safety';

const findings = async (source: string, rule: string) =>
  (await analyse(source, { permissions: {} })).findings.filter((finding) => finding.rule === rule);

describe('patterns that cannot be judged are told', () => {
  test.each([
    ['a literal of more than 2,000 characters', `/^(?:${'x'.repeat(2000)}|(a|a)*)$/`],
    ['a text of as many', `new RegExp("^(?:${'x'.repeat(2000)}|(a|a)*)$")`],
  ])('%s', async (_, made) => {
    const [found] = await findings(`export function run(s: string) { return ${made}.test(s); }`, 'catastrophic-regex');
    expect(found).toMatchObject({ severity: 'warning', message: expect.stringContaining('was not judged') });
  });

  test('one that takes long to judge is told, whether the machine comes to an end or not', async () => {
    // To its end, the search finds an attack: where it does not get there in time, it was not judged.
    const source = 'export function run(s: string) { return /^(?:(a|b|ab)*){30}(?!x)\\1c$/.test(s); }';
    const [found] = await findings(source, 'catastrophic-regex');
    expect(found?.message).toMatch(/was not judged|doubles with each character/);
  });

  test('one in which the search found nothing, which proves nothing', async () => {
    const source = 'export function run(s: string) { return /^(?:(a?){25}a{25})$/.test(s); }';
    const [found] = await findings(source, 'catastrophic-regex');
    expect(found?.message).toMatch(/was not judged|doubles with each character/);
  });

  test.each([
    '/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i',
    '/ghp_[A-Za-z0-9]{36}/',
    '/^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$/',
    '/\\u{1F600}{40}[a{40}]/u',
  ])('not one whose counts leave no choice: %s', async (pattern) => {
    const source = `export function run(s: string) { return ${pattern}.test(s); }`;
    expect(await findings(source, 'catastrophic-regex')).toEqual([]);
  });

  test.each([
    '/^(?:a{40}|a{60})*$/',
    '/^(?:[a-z]{1,30})*$/',
    '/^(?:a{1,20}a{1,20}a{1,20})+$/',
    '/^(?:(?:ab){30}|(?:ab){20})*$/',
  ])('one whose counts leave a choice: %s', async (pattern) => {
    const source = `export function run(s: string) { return ${pattern}.test(s); }`;
    expect(await findings(source, 'catastrophic-regex')).not.toEqual([]);
  });

  test('not a long one that repeats nothing', async () => {
    const source = `export function run(s: string) { return /^(?:${'x'.repeat(2000)}|y)$/.test(s); }`;
    expect(await findings(source, 'catastrophic-regex')).toEqual([]);
  });
});

describe('credentials in hexadecimal digits', () => {
  const token = `${'ghp'}_0KaRAtFpJ2tu61j4YHj3jIrVbJq7CCdG6NVP`;
  const digits = Buffer.from(token).toString('hex');
  const decode = '.matchAll(/../g)].map((m) => String.fromCharCode(parseInt(m[0], 16))).join("")';
  test.each([
    `const t = [..."${digits}"${decode};`,
    `const t = [..."${digits.toUpperCase()}"${decode};`,
    `const t = [..."${digits.replaceAll(/.{9}/g, '$& ')}".replace(/ /g, "")${decode};`,
    `const a = "${digits.slice(0, 30)}", b = "${digits.slice(30)}"; const t = [...(a + b)${decode};`,
  ])('%s', async (made) => {
    expect(await findings(`${made}\nexport function run() { return t.length; }`, 'credentials')).not.toEqual([]);
  });

  test('a hash is none', async () => {
    const source = `const h = "${'0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(2)}";\nexport function run() { return h; }`;
    expect(await findings(source, 'credentials')).toEqual([]);
  });
});

describe('the prototype of functions', () => {
  test.each([
    'Object.getOwnPropertyDescriptors(Function.prototype)',
    'Object.values(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(run)))',
    '((p: any) => Object.entries(Object.getOwnPropertyDescriptors(p)))(Object.getPrototypeOf(() => 1))',
    'Reflect.ownKeys(Function.prototype).map((k) => (Function.prototype as any)[k])',
    '{ ...Object.getPrototypeOf(run) }',
  ])('as a whole is an error: %s', async (used) => {
    expect(await findings(`export function run(): any { return ${used}; }`, 'constructor-chain')).not.toEqual([]);
  });

  test.each([
    'Object.getPrototypeOf(run) === Function.prototype',
    'Function.prototype.call.call(run, null)',
    'Object.getOwnPropertyDescriptors(class { static a = 1; })',
    'Object.getOwnPropertyDescriptors({ a: 1 })',
    'typeof Function.prototype.bind',
  ])('is left alone: %s', async (used) => {
    expect(await findings(`export function run(): any { return ${used}; }`, 'constructor-chain')).toEqual([]);
  });
});

describe('credentials by what is around them', () => {
  const value = ['Kq9mZ2', 'xL7vT4'].join('');
  test.each([
    `const c = "Server=db;User ID=sa;Password=${value};Encrypt=true";`,
    `const s = "DB_PASSWORD=${value}\\nPORT=3000";`,
    `const j = '{"user":"a","api_key":"${value}"}';`,
    `const o = { ["client" + "Secret"]: "${value}" };`,
    `let t = "ghp_"; t += "TvmxnJc0w8tS7385L0a8BvdkkWZOQNT4kPLf";`,
    `/* the old one: ${['AKIA', 'Q7XKZ3MPLTW5RNVB'].join('')} */`,
    `function f() { /** postgres://admin:${value}@db.internal/app */ }`,
  ])('%s is found', async (made) => {
    expect(await findings(`${made}\nexport function run() { return 1; }`, 'credentials')).toHaveLength(1);
  });

  test.each([
    'const l = { password: "Contraseña nueva", token: "Clé_d’accès", pwd: "lösen-ord", apiKey: "ключ_API" };',
    'const t = { password: "Abc12345!", secret: "P@ssw0rd123" };',
    'const h = "--password=<value> --token=TOKEN_VALUE2 or api_key=abcd1234efgh";',
    'const q = "SELECT token = $1, password = ?";',
    '// see https://example.com/docs?token=identifier',
  ])('%s is left alone', async (made) => {
    expect(await findings(`${made}\nexport function run() { return 1; }`, 'credentials')).toEqual([]);
  });

  test('a text with one that `run` takes by default is a sample', async () => {
    const source = `export function run(s = "password=${value}&user=a") { return s.replace(/password=[^&]+/, "password=***"); }`;
    expect(await findings(source, 'credentials')).toEqual([]);
  });
});
