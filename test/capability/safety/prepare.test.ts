import { SourceMap } from 'node:module';
import { describe, expect, test } from 'vitest';
import { analyse, guardErrors, prepare } from '#capability/safety';
import { defaultLimits, type JsonSchema } from '#protocol';
import fc from '../../support/fastCheck.ts';
import { runIn, transpiled } from './isolate.ts';
import { programs } from './programs.ts';
import { harmless } from './variants/harmless.ts';

const anything = { input: true, output: true, limits: defaultLimits } as const;
const code = async (source: string, schemas: { input?: JsonSchema; output?: JsonSchema } = {}) =>
  (await prepare(source, { ...anything, ...schemas })).code;
const run = async (source: string, input?: unknown, context?: string) => runIn(await code(source), input, context);

describe('a prepared program does what its source says', () => {
  test('for programs of all forms', async () => {
    await fc.assert(
      fc.asyncProperty(
        programs,
        fc.record({ a: fc.oneof(fc.integer(), fc.string()), b: fc.integer() }),
        async (source, input) => {
          // Lists of lists can grow until no engine comes to their end: such a program has no answer to compare.
          const plain = await runIn(transpiled(source), input, undefined, 500).catch(() => undefined);
          fc.pre(plain !== undefined);
          expect(await run(source, input)).toEqual(plain);
        },
      ),
      { numRuns: 100 },
    );
  });

  const lacking = /\b(console|structuredClone|atob|btoa)\b/;
  const own = Object.values(harmless)
    .flat()
    .filter((source) => !lacking.test(source));
  test.each(own)('%s', async (source) => {
    expect(await run(source)).toEqual(await runIn(transpiled(source), undefined));
  });

  test('they are admitted as well', async () => {
    for (const source of fc.sample(programs, { numRuns: 30, seed: 7 })) {
      const { findings } = await analyse(source, { permissions: {} });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});

describe('guards', () => {
  const budget = { error: expect.stringMatching(`^${guardErrors.budget}: `) };
  const limits = { ...defaultLimits, cpuMs: 0.1 };
  test.each([
    ['for (;;);'],
    ['while (true) {}'],
    ['do {} while (true);'],
    ['let i = 0; for (const x of (function* () { for (;;) yield 1; })()) i++;'],
    ['for (;;) { try { for (;;); } catch {} }'],
    ['const f = (n: number): number => { try { return f(n + 1); } catch { return f(0); } }; f(0);'],
    ['const f = (): any => Promise.resolve().then(f); return f();'],
    ['out: for (;;) { for (;;) continue out; }'],
    ['class A { get x(): number { for (;;); } } new A().x;'],
  ])('end %s', async (body) => {
    const { code } = await prepare(`export function run(): any { ${body} }`, { ...anything, limits });
    expect(await runIn(code, undefined)).toEqual(budget);
  });

  test('each call has a budget of its own', async () => {
    const source = 'export function run(n: number) { for (let i = 0; i < n; i++); return n; }';
    const { code } = await prepare(source, { ...anything, limits: { ...defaultLimits, cpuMs: 1 } });
    const twice = code.replace(
      /export \{ (\S+) as run \};/,
      'const twice = (n) => $1(n) + $1(n); export { twice as run };',
    );
    expect(await runIn(twice, 400_000)).toEqual({ value: 800_000 });
  });

  test.each([
    '"x".repeat(4e8)',
    'new Array(6e7).fill(0)',
    '"".padEnd(1e9)',
    'new Uint8Array(n)',
    'new Float64Array(n / 8)',
  ])('keep %s from the engine', async (made) => {
    const source = `export function run(n = 2_000_000_000) { return (${made}).length; }`;
    expect(await run(source)).toEqual({ error: expect.stringMatching(`^${guardErrors.memory}: `) });
  });

  test('keep large powers from the engine', async () => {
    expect(await run('export function run(n = 40000000n) { return (2n ** n).toString().length; }')).toEqual(budget);
  });

  test.each([
    'const made = 1n << n;',
    'let made = 1n; made <<= n;',
    'const made = 1n >> -n;',
    'let made = 1n; made >>= -n;',
    'const made = 1n << 10_000_000_000n;',
  ])('keep a large shift from the engine: %s', async (shift) => {
    expect(await run(`export function run(n = 1_000_000_000n) { ${shift} return made.toString().length; }`)).toEqual(
      budget,
    );
  });

  test.each([
    'let made = n; for (let i = 0; i < 40; i++) made = made * made;',
    'let made = n; for (let i = 0; i < 40; i++) made *= made;',
    'let made = n; for (let i = 0; i < 40; i++) made = made ** 2n;',
    'const o = { made: n }; for (let i = 0; i < 40; i++) o.made *= o.made; const { made } = o;',
    'const o = [n]; for (let i = 0; i < 40; i++) o[0] **= 2n; const [made] = o;',
    'const made = BigInt("9".repeat(2_000_000));',
    'const made = BigInt.asUintN(1_000_000_000, -n);',
    'const made = "x".repeat(Number(n * n * n ** 40_000_000n));',
  ])('keep large integers that grow from the engine: %s', async (grown) => {
    expect(await run(`export function run(n = 99n) { ${grown} return made.toString().length; }`)).toEqual(budget);
  });

  test('let products and powers of an ordinary size be, and what is computed in their course', async () => {
    const source = `export async function run(n = 9) {
      const seen: string[] = [];
      const see = <T>(name: string, value: T): T => { seen.push(name); return value; };
      let a = 3n; a *= 4n; a **= 2n; (a as bigint) *= a; let b = n; b *= n + 1; b **= 2;
      const o: any = { p: 5n, q: 2, get r() { return see('get', 7n); }, set r(value) { see('set', value); } };
      see('o', o)[see('p', 'p')] *= see('by', 6n);
      o.q *= o.q; o.q **= see('power', 3); o.r *= 2n; o.p *= await see('late', 2n);
      const failed = []; for (const f of [() => a * (n as any), () => 2n ** -1n, () => null!['p'] * see('never', 1n)]) try { f(); } catch (error: any) { failed.push(error.name); }
      return [a, a * -a, (-7n) ** 3n, 2n ** 64n * 2n ** 64n, 0n * a, 1n ** 5_000_000n, b, n * n, n ** 0.5, -n * 2, o.p, o.q, 10n ** 1000n % 7n, BigInt('0x' + 'f'.repeat(40)), BigInt.asUintN(64, -1n), BigInt(n), ...seen, ...failed].map(String);
    }`;
    expect(await runIn(await code(source), undefined)).toEqual(await runIn(transpiled(source), undefined));
    expect(await code('export const run = (n: number) => n * n ** n;')).toContain('n * n ** n');
  });

  test('let shifts of numbers and of integers of an ordinary size be', async () => {
    const source = `export function run(n = 9) {
      let a = 1n; a <<= 64n; a >>= 2n;
      let b = n; b <<= n; b >>= 2; b = b << -n;
      return [a, a << BigInt(n), a >> 1n, a >> -3n, -a >> 200n, b, n << n, n >> n, 1 << n, -n >>> n, n << 40].map(String);
    }`;
    const prepared = await code(source);
    expect(prepared).toContain('1 << n');
    expect(await runIn(prepared, undefined)).toEqual(await runIn(transpiled(source), undefined));
  });
});

describe('schemas', () => {
  const input = { type: 'object', properties: { n: { type: 'integer', minimum: 1 } }, required: ['n'] };
  const output = { type: 'string', minLength: 2, format: 'date' };
  const source = 'export async function run({ n }: { n: number }) { return n > 1 ? "2024-01-02" : "x"; }';

  test('let pass what fits', async () => {
    expect(await runIn(await code(source, { input, output }), { n: 2 })).toEqual({ value: '2024-01-02' });
  });

  test('refuse another input', async () => {
    expect(await runIn(await code(source, { input, output }), { n: 0 })).toEqual({
      error: `${guardErrors.input}: The input does not fit its schema: n must be >= 1.`,
    });
  });

  test('refuse another answer', async () => {
    const end = await runIn(await code(source, { input, output }), { n: 1 });
    expect(end).toEqual({ error: expect.stringMatching(`^${guardErrors.output}: The answer does not fit`) });
  });

  test('that are none are refused before anything is made', async () => {
    const making = prepare(source, { ...anything, input: { type: 'wrong' } });
    await expect(making).rejects.toMatchObject({ code: 'bad-schema' });
  });

  test.each([
    [{ const: { a: [1] } }, { a: [1] }],
    [{ uniqueItems: true, items: { enum: [1, { b: 2 }] } }, [1, { b: 2 }]],
    [{ $defs: { t: { type: 'array', items: { $ref: '#/$defs/t' } } }, $ref: '#/$defs/t' }, [[], [[]]]],
    [{ pattern: '^\\p{L}+$', maxLength: 3 }, 'äöü'],
    [{ anyOf: [{ type: 'null' }, { type: 'object', unevaluatedProperties: false }] }, {}],
    [{ format: 'email' }, 'a@b.co'],
  ] as const)('%j needs nothing from outside', async (schema, value) => {
    expect(
      await runIn(await code('export const run = (v: any) => v;', { input: schema as JsonSchema }), value),
    ).toEqual({
      value,
    });
  });
});

describe('replacements', () => {
  test('time and chance come from the context where they are granted', async () => {
    const source =
      'export function run() { return [Date.now(), new Date().getTime(), Math.random(), [0].map(Math.random)]; }';
    const context = '{ clock: { now: () => 5 }, random: { next: () => 0.25 } }';
    expect(await run(source, undefined, context)).toEqual({ value: [5, 5, 0.25, [0.25]] });
  });

  test('what a bare engine lacks is added', async () => {
    const source = `export function run() {
      return [btoa("hi!"), btoa("a"), btoa("ab"), atob(" aGkh"), atob("YQ=="), structuredClone({ a: [1, { b: null }] })];
    }`;
    expect(await run(source)).toEqual({ value: ['aGkh', 'YQ==', 'YWI=', 'hi!', 'a', { a: [1, { b: null }] }] });
  });

  test('whichever way it is used', async () => {
    const source = `const { length } = 'x'; const to = btoa; const E = TextEncoder; const all = { from: atob };
    export function run() {
      return [to("hi!"), globalThis.btoa("hi!"), all.from("YQ=="), new E().encode("é").length, new E() instanceof TextEncoder, typeof atob];
    }`;
    expect(await run(source)).toEqual({ value: ['aGkh', 'aGkh', 'a', 2, true, 'undefined'] });
  });

  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => new TextEncoder().encode(text)),
    fc
      .array(
        fc.constantFrom(0x41, 0x80, 0xa0, 0x9f, 0xbf, 0xc1, 0xc3, 0xe0, 0xe2, 0xed, 0xef, 0xbb, 0xf0, 0x90, 0xf4, 0xff),
        {
          maxLength: 10,
        },
      )
      .map((all) => Uint8Array.from(all)),
  );

  test('text is encoded and decoded as hosts do it', async () => {
    const lone = fc.array(fc.constantFrom('a', 'é', '\ud83d', '\ude00', '\u20ac', '\ufeff'), { maxLength: 6 });
    const cases = fc.tuple(fc.array(bytes, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean(), lone);
    const source = `export function run(all: any[]) {
      return all.map(([chunks, fatal, ignoreBOM, text, size]) => {
        const decoder = new TextDecoder('utf-8', { fatal, ignoreBOM });
        const said = chunks.map((chunk: number[], at: number) => {
          try { return decoder.decode(new Uint8Array(chunk), { stream: at < chunks.length - 1 }); } catch (error: any) { return error.name; }
        });
        const whole = chunks.flat();
        const view = new Uint8Array(whole.length + 2); view.set(whole, 1);
        const part = new TextDecoder().decode(new DataView(view.buffer, 1, whole.length));
        const into = new Uint8Array(size);
        return [said, part, [...new TextEncoder().encode(text)], new TextEncoder().encodeInto(text, into), [...into]];
      });
    }`;
    const samples = fc.sample(cases, { numRuns: 400, seed: 5 }).map(([chunks, fatal, ignoreBOM, letters], index) => {
      return [chunks.map((chunk) => [...chunk]), fatal, ignoreBOM, letters.join(''), index % 9];
    });
    const there = (await import(`data:text/javascript,${encodeURIComponent(transpiled(source))}`)) as {
      run: (all: unknown) => unknown;
    };
    expect(await run(source, samples)).toEqual({ value: JSON.parse(JSON.stringify(there.run(samples))) });
  });

  test('only UTF-8 is there, and no decoder of anything else', async () => {
    const source =
      'export function run(label: string) { const d = new TextDecoder(label); return [d.encoding, d.fatal, d.ignoreBOM, d.decode()]; }';
    expect(await run(source, ' UTF8')).toEqual({ value: ['utf-8', false, false, ''] });
    expect(await run(source, 'utf-16')).toEqual({ error: expect.stringMatching('^RangeError: ') });
  });

  test('credentials are taken out', async () => {
    const token = `${'ghp'}_0KaRAtFpJ2tu61j4YHj3jIrVbJq7CCdG6NVP`;
    const made = await code(
      `const t = "${token.slice(0, 9)}" + "${token.slice(9)}";\nexport function run() { return t; }`,
    );
    expect(made).not.toContain(token.slice(9));
  });

  test('names that are added are not those of the program', async () => {
    const source =
      'const $tw_budget = 1, $tw_call = 2;\nexport function run() { for (;;) return $tw_budget + $tw_call; }';
    expect(await run(source)).toEqual({ value: 3 });
  });
});

describe('the second parameter of run', () => {
  const granted = '{ clock: { now: () => 5 } }';
  test.each([
    ['export function run(s = "a.b", q = "a.b") { return s + q; }', 'ia.b'],
    ['export const run = (s: string, xs = [1, 2]) => s + xs.length;', 'i2'],
    ['export const run = function (s: string, { sep } = { sep: "-" }) { return s + sep; };', 'i-'],
    ['function main(s: string, n: number | null = null) { return s + n; }\nexport { main as run };', 'inull'],
    ['export function run(s: string, o: { clock?: any } = {}) { return s + Object.keys(o).length; }', 'i0'],
    ['const d = { n: 3 };\nexport async function run(s: string, o = d) { return s + o.n; }', 'i3'],
  ])('is its default where it is data: %s', async (source, answer) => {
    expect(await run(source, 'i', granted)).toEqual({ value: answer });
  });

  test.each([
    ['export function run(s: string, context: any) { return s + context.clock.now(); }'],
    ['export function run(s: string, context: any = {}) { return s + context.clock.now(); }'],
    ['export function run(s: string, { clock }: any = {}) { return s + clock.now(); }'],
    ['export function run(s: string, context: any = null) { return s + context?.clock.now(); }'],
    ['export function run(s: string, c: any = {}) { const k = s ? "clock" : "log"; return s + c[k].now(); }'],
    ['const at = (c: any) => c.clock.now();\nexport function run(s: string, c: any = undefined) { return s + at(c); }'],
    ['function main(s: string, c: any = {}) { return s + c.clock.now(); }\nexport { main as run };'],
  ])('is the context where a permission is used: %s', async (source) => {
    expect(await run(source, 'i', granted)).toEqual({ value: 'i5' });
  });
});

test('the source map leads back to index.ts', async () => {
  const source = 'type A = 1;\nexport function run(n: number) {\n  for (;;) {\n    throw new Error("here");\n  }\n}\n';
  const { code, map } = await prepare(source, { ...anything, output: { type: 'string' } });
  const lines = code.split('\n');
  const line = lines.findIndex((text) => text.includes('throw new Error("here")'));
  const found = new SourceMap(JSON.parse(map)).findEntry(line, lines[line]?.indexOf('throw') ?? 0);
  expect(found).toMatchObject({ originalLine: 3, originalColumn: 4, originalSource: 'index.ts' });
});

test('a source that is no program is refused', async () => {
  await expect(code('export function run( {')).rejects.toMatchObject({ code: 'unparsable-program' });
  await expect(code('export const x = 1;')).rejects.toMatchObject({ code: 'no-run' });
});
