// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are texts, with templates of their own.
import { beforeAll, describe, expect, test } from 'vitest';
import { analyse, prepare } from '#capability/safety';
import { defaultLimits } from '#protocol';
import { runIn } from './isolate.ts';

const run = 'export function run() { return 1; }\n';
const options = { input: true, output: true, limits: defaultLimits } as const;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const chain = (terms: number) => `${run}export const x = ${Array(terms).fill('"a"').join(' + ')};`;

/** Short texts that would keep the analysis or the preparation busy for ever, or take all memory. */
const bombs: Readonly<Record<string, string>> = {
  'a pattern with alternatives that overlap': `const o: any = {}; o["${'a'.repeat(45)}!".replace(/^(a|a)+$/, "b")];`,
  'one that splits': `const o: any = {}; o["${'a'.repeat(60)}!".split(/(a|aa)+$/)[0]];`,
  'one of optional parts': `const o: any = {}; o["${'a'.repeat(40)}".replace(/${'a?'.repeat(25)}${'a'.repeat(8)}b/, "")];`,
  'a shift of a large integer': 'const o: any = {}; o[(1n << 1000000000n).toString()];',
  'a shift back': 'const o: any = {}; o[String(1n >> -1000000000n)];',
  'shifts one after another':
    'const a = 1n << 999n; const b = a * a * a; const c = b * b * b; const o: any = {}; o[`${c * c}`];',
  'squares of squares': `const a0 = 3n;${range(50)
    .map((n) => `const a${n + 1} = a${n} * a${n};`)
    .join('')}const o: any = {}; o[a50.toString()];`,
  'a large integer as text': 'const o: any = {}; o[(1n << 100000000n).toString()];',
  'a long text': 'const o: any = {}; o["x".padEnd(2 ** 28).split("")[0]];',
  'a text of texts':
    'const s = "ab".repeat(9000); const o: any = {}; o[s.replaceAll("a", s).replaceAll("b", s).length];',
  'the whole text for each letter':
    'const s = "ab".repeat(9000); const o: any = {}; o[s.replaceAll("a", "$`$`$`$`$`$`$`$`").length];',
  'a length that an object claims': 'const o: any = {}; o[Array.from(JSON.parse(\'{"length":400000000}\')).join("a")];',
  'lists of lists': `const l0 = "${'x'.repeat(4000)}".split("");${range(8)
    .map((n) => `const l${n + 1} = [${`l${n},`.repeat(50)}];`)
    .join('')}const o: any = {}; o[String(l8)];`,
  'lists spread twice': `const l0 = "abcdefgh".split("");${range(60)
    .map((n) => `const l${n + 1} = [...l${n}, ...l${n}];`)
    .join('')}const o: any = {}; o[l60.join("")];`,
  'templates that double': `const a0 = "xxxxxxxx";${range(40)
    .map((n) => `const a${n + 1} = \`\${a${n}}\${a${n}}\`;`)
    .join('')}`,
  'sums that double': `const a0 = "xxxxxxxx";${range(40)
    .map((n) => `const a${n + 1} = a${n} + a${n};`)
    .join('')}`,
  'a type of all texts of bits':
    'type A<T extends string, N extends any[] = []> = N["length"] extends 21 ? T : A<`${T}0`, [...N, 1]> | A<`${T}1`, [...N, 1]>;\nconst f = (x: A<"">) => { let i = 0; while (i < (x as A<"">).length) i++; (x as A<"">).constructor; (x as any as { format(): A<""> }).format(); return (1 as any) ** (x as any as A<"">); };',
  'a type of all numbers':
    'type D = 0|1|2|3|4|5|6|7|8|9; type T = `${D}${D}${D}${D}`; type K = { [P in T]: `${P}${D}` }[T]; const f = (k: K) => { const { length: n } = k; for (let i = 0; i < n; i++) (k as K).constructor; return 2 ** (k as any as number); };',
};

// What is loaded once is no part of what a program takes.
beforeAll(async () => {
  await analyse(`${run}export const r = /a+b+/;`, { permissions: {} });
  await prepare(run, options);
}, 60_000);

describe('the analysis and the preparation take a moment for', () => {
  test.each(Object.entries(bombs))('%s', async (_, text) => {
    const start = performance.now();
    await analyse(run + text, { permissions: {} });
    await prepare(run + text, options);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('what is computed within bounds is still followed', () => {
  test.each([
    'export function run(x: any) { return x["aconbstrubctora".replace(/[ab]/g, "")]; }',
    'export function run(x: any) { return x["con".concat("struc", "tor")]; }',
    'export function run(x: any) { return x[`${"con".padEnd(3)}structor`]; }',
    'const n = (1n << 4n) * 2n; const o: any = { "32": "constructor" };\nexport function run(x: any) { return x[["co", "nstructor"].join("")]; }',
  ])('%s', async (source) => {
    const { findings } = await analyse(source, { permissions: {} });
    expect(findings.map(({ rule }) => rule)).toContain('obfuscation');
  });
});

describe('nesting that is too deep', () => {
  const nested: Readonly<Record<string, string>> = {
    sum: chain(1500),
    'longer sum': chain(20_000),
    parentheses: `${run}export const x = ${'('.repeat(20_000)}1${')'.repeat(20_000)};`,
    blocks: `${run}${'{'.repeat(900)}${'}'.repeat(900)}`,
    members: `${run}export const x = ({} as any)${'.a'.repeat(5000)};`,
  };
  test.each(Object.entries(nested))('%s is an error, and no crash', async (_, source) => {
    const { admitted, findings } = await analyse(source, { permissions: {} });
    expect(admitted).toBe(false);
    expect(findings[0]).toMatchObject({ rule: 'syntax', severity: 'error' });
    expect(findings[0]?.message).toContain('too deeply nested');
    await expect(prepare(source, options)).rejects.toMatchObject({
      code: 'unparsable-program',
      message: expect.stringContaining('too deeply nested'),
    });
  });

  test('a sum of some hundred terms is none', async () => {
    expect((await analyse(chain(500), { permissions: {} })).admitted).toBe(true);
    expect(await runIn((await prepare(chain(500), options)).code, undefined)).toEqual({ value: 1 });
  });

  test('the next program is not troubled by it', async () => {
    await analyse(nested.parentheses ?? '', { permissions: {} });
    expect((await analyse(run, { permissions: {} })).admitted).toBe(true);
  });
});

describe('enums', () => {
  const doubling = range(40).map((n) => `A${n + 1} = \`\${A${n}}\${A${n}}\``);
  test.each([
    [`enum E { A0 = "xxxxxxxx", ${doubling.join(', ')} }`],
    [
      `const a0 = 1;${range(40)
        .map((n) => `const a${n + 1} = a${n} + a${n};`)
        .join('')} enum E { A = a40 }`,
    ],
    [
      `enum E { A0 = "x", ${range(40)
        .map((n) => `A${n + 1} = E.A${n} + E["A${n}"]`)
        .join(', ')} }`,
    ],
  ])('that double are refused: %s', async (text) => {
    expect((await analyse(run + text, { permissions: {} })).admitted).toBe(false);
    await expect(prepare(run + text, options)).rejects.toMatchObject({ code: 'unparsable-program' });
  });

  test('of all forms do what they say', async () => {
    const source = `const two = 2;
enum Plain { A, B = 1 << 3, C, D = "d".length, E = two }
const enum Fixed { X = 5, Y, Z = X | Y }
enum Texts { P = "p", Q = \`\${P}-q\` }
export function run() { return [Plain.A, Plain.B, Plain.C, Plain.D, Plain.E, Plain[8], Fixed.Y, Fixed.Z, Texts.Q]; }`;
    expect(await runIn((await prepare(source, options)).code, undefined)).toEqual({
      value: [0, 8, 9, 1, 2, 'B', 6, 7, 'p-q'],
    });
  });
});
