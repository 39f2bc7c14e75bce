// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are texts, with templates of their own.
import fc from '../../support/fastCheck.ts';

/** Small programs that end: loops of a few turns, functions that call each other downwards, classes, generators, errors. */
export const programs: fc.Arbitrary<string> = fc
  .letrec<{ expression: string; statement: string; block: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('a', 'b', 'c', '0', '1', '"x"', 'xs', 'xs.length', '`${a}-${b}`', 'null', 'undefined', '3n'),
      fc
        .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '===', '<', '??', '||', '&&', ','), tie('expression'))
        .map(([left, operator, right]) => `((${left}) ${operator} (${right}))`),
      tie('expression').map((of) => `down(Number(${of}) % 7)`),
      tie('expression').map((of) => `((v) => [v, typeof v])(${of})`),
      tie('expression').map((of) => `(function (v = ${of}) { return v; })()`),
      tie('expression').map((of) => `xs.map((x, i) => i > 2 ? x : (${of}))`),
      tie('expression').map((of) => `new Box(${of}).value`),
      tie('expression').map((of) => `[...three(${of})]`),
      tie('expression').map((of) => `String(${of}).padStart(Math.abs(a % 9), "-").repeat(2).slice(0, 40)`),
      tie('expression').map((of) => `new Array(Math.abs(b) % 5).fill(${of})`),
      tie('expression').map((of) => `({ a: ${of}, get g() { return down(2); } })`),
      tie('expression').map((of) => `[(Number(${of}) % 5) ** 2, (Number(b) | 0) << (c & 3), -b >>> 1]`),
      fc.constant('[BigInt(Math.abs(b) % 9) ** 3n, 1n << BigInt(c % 9), -9n >> 1n]'),
      fc.constant('(() => { let t = 3; t <<= 2; t **= 2; t >>= 1; return t; })()'),
      fc.tuple(tie('expression'), tie('expression')).map((of) => `(function () { return arguments.length; })(${of})`),
      tie('expression').map(
        (of) => `new (class extends Box<any> { get v() { return [super.v]; } static { c++; } })(${of}).v`,
      ),
      tie('expression').map((of) => `tag\`p${'${'}${of}}\\n${'${'}b}\``),
      tie('expression').map((of) => `(({ p = ${of}, ...rest }: any) => [p, rest])({ q: 1 })`),
      tie('expression').map((of) => `[1, 2].map((n) => () => [n, ${of}]).map((f) => f())`),
      tie('expression').map((of) => `((xs as any)?.[9]?.none ?? ${of})`),
      fc.constant('new Date(Math.abs(b) % 1e12).toISOString()'),
      fc.constant('Array.from("ab".repeat(Math.abs(b) % 4), (v) => v + c)'),
    ),
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('expression').map((of) => `a = ${of} as any;`),
      tie('expression').map((of) => `b = Number(${of}) || 0;`),
      tie('expression').map((of) => `{ xs.push(${of} as any); if (xs.length > 30) xs.length = 30; }`),
      fc.tuple(tie('expression'), tie('statement')).map(([test, then]) => `if (${test}) ${then} else c++;`),
      fc.tuple(fc.nat(4), tie('block')).map(([turns, body]) => `for (let i = 0; i < ${turns}; i++) ${body}`),
      fc.tuple(fc.nat(4), tie('statement')).map(([turns, body]) => `for (let i = 0; i < ${turns}; i++) ${body}`),
      tie('block').map((body) => `for (const x of xs.slice(0, 3)) ${body}`),
      tie('statement').map((body) => `for (const k in { p: 1, q: 2 }) ${body}`),
      tie('block').map((body) => `{ let n = 3; while (n-- > 0) ${body} }`),
      tie('block').map((body) => `{ let n = 2; do ${body} while (--n > 0); }`),
      // Labels may not be nested within themselves.
      fc.tuple(fc.nat(1e9), tie('block')).map(([id, body]) => {
        return `out${id}: for (const p of [1, 2]) { for (;;) { ${body} if (p > 1) break out${id}; continue out${id}; } }`;
      }),
      fc
        .tuple(tie('block'), tie('block'))
        .map(([body, after]) => `try ${body} catch (e: any) { c += e.message.length; } finally ${after}`),
      tie('expression').map(
        (of) => `switch (${of} as any) { case 1: c += 1; break; case "x": c += 2; default: c += 3; }`,
      ),
      tie('expression').map((of) => `if (c > 40) throw new RangeError(String(${of}));`),
      tie('expression').map((of) => `a = await (${of} as any);`),
      tie('statement').map((body) => {
        return `{ const all: (() => number)[] = []; for (let i = 0; i < 3; i++) { all.push(() => i++); ${body} } xs.push(all.map((f) => f() + f())); }`;
      }),
      tie('statement').map((body) => `for (var v = 0, w = 3; v < w; v++, w--) ${body}`),
      tie('statement').map((body) => `{ let n = 4; do { if (n === 2) continue; ${body} } while (--n > 0); }`),
      fc.tuple(fc.nat(1e9), tie('statement'), tie('statement')).map(([id, before, after]) => {
        return `block${id}: { ${before} if (c % 2) break block${id}; ${after} }`;
      }),
      tie('statement').map((body) => `for await (const x of [1, Promise.resolve(2)]) { c += x; ${body} }`),
      tie('expression').map((of) => {
        return `{ c += hoisted(3); function hoisted(n: number): number { "not a directive"; return n > 0 ? hoisted(n - 1) + 1 : Number(${of}) || 0; } }`;
      }),
      tie('statement').map(
        (body) => `switch (c % 3) { case 0: for (;;) { ${body} break; } case 1: c++; break; default: c--; }`,
      ),
      tie('expression').map(
        (of) =>
          `c += (() => { for (const x of [1, 2]) { try { return x; } finally { if (${of}) continue; } } return 9; })();`,
      ),
    ),
    block: fc.array(tie('statement'), { maxLength: 3 }).map((all) => `{ c++; ${all.join(' ')} }`),
  }))
  .block.map(
    (body) => `
enum Level { Low = 1, High }
class Box<T> { static made = 0; #v: T; constructor(readonly value: T, public extra = Box.made++) { this.#v = value; } get v(): T { return this.#v; } }
function* three(of: unknown) { let i = 0; while (true) { if (i++ >= 3) return; yield of; } }
const tag = (parts: TemplateStringsArray, ...values: any[]) => [parts.raw.join('|'), parts.length, values];
const down = (n: number): number => (n > 0 ? 1 + down(n - 1) : Level.High);
export async function run(input: { a: any; b: number }) {
  let { a, b } = input; let c = 0; const xs: any[] = [a, b];
  ${body}
  return JSON.stringify([a, b, c, xs, Box.made], (_, v) => typeof v === 'bigint' ? String(v) : v);
}
`,
  );
