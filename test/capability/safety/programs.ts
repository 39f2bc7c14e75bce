// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are texts, with templates of their own.
import fc from 'fast-check';

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
    ),
    block: fc.array(tie('statement'), { maxLength: 3 }).map((all) => `{ c++; ${all.join(' ')} }`),
  }))
  .block.map(
    (body) => `
enum Level { Low = 1, High }
class Box<T> { static made = 0; #v: T; constructor(readonly value: T, public extra = Box.made++) { this.#v = value; } get v(): T { return this.#v; } }
function* three(of: unknown) { let i = 0; while (true) { if (i++ >= 3) return; yield of; } }
const down = (n: number): number => (n > 0 ? 1 + down(n - 1) : Level.High);
export async function run(input: { a: any; b: number }) {
  let { a, b } = input; let c = 0; const xs: any[] = [a, b];
  ${body}
  return JSON.stringify([a, b, c, xs, Box.made], (_, v) => typeof v === 'bigint' ? String(v) : v);
}
`,
  );
