import { describe, expect, test } from 'vitest';
import { answerGuest } from '../../../src/capability/sandbox/platform.ts';
import { array as arrayOf, assert, asyncProperty, constantFrom, string } from '../../support/fastCheck.ts';
import { callOf, describeRunners } from './support.ts';

const addresses: readonly [body: string, value: unknown][] = [
  [
    `const u = new URL("https://u:p@ex.com:8080/a/../b?x=1&y=ä#f");
     return [u.href, u.host, u.port, u.origin, u.searchParams.get("y"), [...u.searchParams], \`\${u}\`, JSON.stringify({ u })];`,
    [
      'https://u:p@ex.com:8080/b?x=1&y=%C3%A4#f',
      'ex.com:8080',
      '8080',
      'https://ex.com:8080',
      'ä',
      [
        ['x', '1'],
        ['y', 'ä'],
      ],
      'https://u:p@ex.com:8080/b?x=1&y=%C3%A4#f',
      '{"u":"https://u:p@ex.com:8080/b?x=1&y=%C3%A4#f"}',
    ],
  ],
  [
    `const u = new URL("/x?y=2", "https://ex.com"); u.searchParams.append("z", "a b"); u.searchParams.delete("y");
     u.hash = "q"; u.pathname = "/ü"; u.port = "99"; return u.href;`,
    'https://ex.com:99/%C3%BC?z=a+b#q',
  ],
  [
    `const u = new URL("https://a.b/?x=1"), p = u.searchParams; u.search = "?k=5&k=6";
     const after = [p.getAll("k"), p.size, p.has("x")]; u.href = "https://c.d/?m=1"; return [...after, p.get("m")];`,
    [['5', '6'], 2, false, '1'],
  ],
  [
    `const p = new URLSearchParams({ b: 1, a: "c d" }); p.sort(); p.set("a", "é"); p.set("n", 1); const seen = [];
     p.forEach((value, name) => seen.push(name + value)); return [p.toString(), seen, [...p.keys()], [...p.values()]];`,
    ['a=%C3%A9&b=1&n=1', ['aé', 'b1', 'n1'], ['a', 'b', 'n'], ['é', '1', '1']],
  ],
  [
    `return [Object.fromEntries(new URLSearchParams("?a=1&b=%20x+y")), new URLSearchParams([["q", 1], ["q", 2]]).toString(),
      URL.canParse("x"), URL.parse("x"), URL.parse("https://é.eu").hostname];`,
    [{ a: '1', b: ' x y' }, 'q=1&q=2', false, null, 'xn--9ca.eu'],
  ],
  [
    'try { return new URL("nope").href; } catch (e) { return [e instanceof TypeError, e.message]; }',
    [true, 'Invalid URL'],
  ],
  ['URL = class { get href() { return "own"; } }; return new URL().href;', 'own'],
];

const conveniences: readonly [body: string, value: unknown][] = [
  [
    'class E extends Error { constructor() { super("m"); Error.captureStackTrace(this, E); } } return typeof new E().stack;',
    'string',
  ],
  [
    'return Array.fromAsync([1, Promise.resolve(2)], (n) => n * 2).then(async (all) => [...all, ...(await Array.fromAsync({ length: 1, 0: "a" }))]);',
    [2, 4, 'a'],
  ],
  [
    'return [String(new Date(0)), new Date(0).toTimeString(), Date(), String(new Date(NaN))];',
    [
      'Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)',
      '00:00:00 GMT+0000 (Coordinated Universal Time)',
      'Sat Jan 01 2000 00:00:00 GMT+0000 (Coordinated Universal Time)',
      'Invalid Date',
    ],
  ],
];

const languages: readonly [body: string, value: unknown][] = [
  [
    `return [(1234.5).toLocaleString(), (1234.5).toLocaleString("de-DE"), (12345n).toLocaleString("en"), (0.256).toLocaleString("en", { style: "percent" }),
      Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(-0), [1, 2.5].map(new Intl.NumberFormat("en", { minimumFractionDigits: 2 }).format)];`,
    ['1,234.5', '1.234,5', '12,345', '26%', '-$0.00', ['1.00', '2.50']],
  ],
  [
    `return [new Date(0).toLocaleString(), new Date(0).toLocaleDateString("en-GB"), new Date(0).toLocaleTimeString("de"), new Date(NaN).toLocaleString(),
      new Date(0).toLocaleDateString("en-US", { weekday: "long", timeZone: "America/New_York" }), new Intl.DateTimeFormat("en", { dateStyle: "long" }).format(0)];`,
    ['1/1/1970, 12:00:00 AM', '01/01/1970', '00:00:00', 'Invalid Date', 'Wednesday', 'January 1, 1970'],
  ],
  [
    `return [["b", "A", "a", "Z", "ä"].sort((a, b) => a.localeCompare(b)), ["z10", "z2"].sort(new Intl.Collator("en", { numeric: true }).compare),
      "a".localeCompare("A", "en", { sensitivity: "base" }), "i".toLocaleUpperCase("tr"), "I".toLocaleLowerCase()];`,
    [['a', 'A', 'ä', 'b', 'Z'], ['z2', 'z10'], 0, 'İ', 'i'],
  ],
  [
    `return [new Intl.PluralRules("en", { type: "ordinal" }).select(2), new Intl.ListFormat("en").format(["a", "b", "c"]),
      new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-1, "day"), new Intl.DisplayNames("en", { type: "region" }).of("DE"),
      [...new Intl.Segmenter("en", { granularity: "word" }).segment("Hi you")].map(({ segment }) => segment),
      new Intl.DateTimeFormat().resolvedOptions().timeZone, Intl.getCanonicalLocales("EN-us"), Intl.NumberFormat("en") instanceof Intl.NumberFormat];`,
    ['two', 'a, b, and c', 'yesterday', 'Germany', ['Hi', ' ', 'you'], 'UTC', ['en-US'], true],
  ],
  [
    `const thrown = (make) => { try { return make(); } catch (e) { return e.constructor.name; } };
     return [thrown(() => new Intl.NumberFormat("en", { style: "currency" })), thrown(() => new Intl.DateTimeFormat("no-such-language-tag-zz")), thrown(() => new Intl.DateTimeFormat("en").format(NaN))];`,
    ['TypeError', 'RangeError', 'RangeError'],
  ],
  [
    `const format = new Intl.DateTimeFormat("en", { dateStyle: "short" });
     return [format.format(), format.formatToParts().length, new Date().toLocaleDateString("en"), typeof Temporal];`,
    ['1/1/00', 5, '1/1/2000', 'undefined'],
  ],
];

describeRunners('what every host has', (sandbox) => {
  const valueFrom = async (body: string) => {
    const result = await sandbox().run(callOf(`export function run(input) { ${body} }`));
    return result.status === 'ok' ? result.value : `${result.status}: ${result.message}`;
  };

  test.each(addresses)('addresses: %s', async (body, value) => expect(await valueFrom(body)).toEqual(value));
  test.each(conveniences)('conveniences: %s', async (body, value) => expect(await valueFrom(body)).toEqual(value));
  test.each(languages)('languages: %s', async (body, value) => expect(await valueFrom(body)).toEqual(value));

  test('an address in an answer is told apart from its text', async () => {
    expect(await valueFrom('return { u: new URL("https://a.b") };')).toMatch(/invalid-output: .*\$\.u is a URL/);
  });

  test('words are sorted as by English, wherever that is done', async () => {
    const word = string({ unit: constantFrom(...'abzABZ09 _-é'), maxLength: 6 });
    const code = 'export const run = (words) => words.sort((a, b) => a.localeCompare(b));';
    await assert(
      asyncProperty(arrayOf(word, { maxLength: 200 }), async (words) => {
        const result = await sandbox().run(callOf(code, { input: words }));
        const value = words.toSorted(new Intl.Collator('en-US').compare);
        expect(result).toMatchObject({ status: 'ok', value });
      }),
      { numRuns: 10 },
    );
  });
});

describe('what a hostile program may ask', () => {
  const questions: readonly [question: unknown, args: unknown][] = [
    ['constructor', '[]'],
    ['intl', '["constructor", [], {}, "format", []]'],
    ['intl', '["NumberFormat", [], {}, "constructor", []]'],
    ['intl', '["Locale", ["en"], {}, "maximize", []]'],
    ['intl', '["NumberFormat", ["en"], {"minimumFractionDigits": 1e9}, "format", [1]]'],
    // Engines walk through what has a length, and nothing interrupts them then.
    ['intl', '["NumberFormat", {"length": 1e9}, {}, "format", [1]]'],
    ['intl', '["NumberFormat", ["en"], {"style": {"length": 1e9}}, "format", [1]]'],
    ['intl', '["ListFormat", ["en"], {}, "format", [{"length": 1e9}]]'],
    ['locales', '["", {"length": 1e9}]'],
    ['case', '["a", {"length": 1e9}, "upper"]'],
    ['query', '[{"length": 1e9}]'],
    ['url', '{"length": 1}'],
    ['url', '[{"toString": 1}]'],
    ['url', 'no JSON'],
    ['url', JSON.stringify([`https://a/${'x'.repeat(2e6)}`])],
    ['change', '["https://a", "searchParams", "x"]'],
    ['change', '["https://a", "__proto__", "x"]'],
    ['pairs', '[1]'],
    ['query', '[[["a"]]]'],
    [{}, '[]'],
    ['url', {}],
  ];
  test.each(questions)('%j %j is answered with text', (question, args) => {
    const answer: object = JSON.parse(answerGuest(question, args));
    const part = Object.keys(answer)[0];
    expect(part).toBe(question === 'change' ? 'value' : 'error');
  });
});
