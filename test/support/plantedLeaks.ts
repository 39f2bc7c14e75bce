/** How a capability of a number to a number begins. */
export const runOfNumber = 'export function run({ n }: { n: number }): number';

/** The files of a capability that takes a number and gives it back, in a workspace. */
export function packageOf(name: string, source: string): Record<string, string> {
  const folder = `.toolwright/capabilities/${name}`;
  const number = { type: 'number' };
  const input = { type: 'object', properties: { n: number }, required: ['n'], additionalProperties: false };
  const toolwright = {
    title: name,
    intents: [`${name} {n}`],
    input,
    output: number,
    permissions: {},
    provenance: { generator: 'hand' },
  };
  return {
    [`${folder}/package.json`]: JSON.stringify({
      name,
      version: '1.0.0',
      description: name,
      type: 'module',
      toolwright,
    }),
    [`${folder}/examples.json`]: JSON.stringify([{ name: 'one', input: { n: 1 }, output: 1 }]),
    [`${folder}/index.ts`]: source,
  };
}

const keeping = (what: string): string =>
  `const kept: object[] = [];\n${runOfNumber} { kept.push(${what}); return n; }`;

/** Programs that keep something with each call: a little, much, and outside of the heap. */
export const leaks: Readonly<Record<string, string>> = {
  small: keeping('{ n, list: [n] }'),
  large: keeping('Array.from({ length: 9000 }, (_, at) => at)'),
  outside: keeping('new Uint8Array(2000)'),
  // Calls that leave megabytes behind end before there are enough of them for a trend.
  huge: keeping('Array(1e6).fill(0.5)'),
  'huge-outside': keeping('new Uint8Array(8e6).fill(1)'),
};

/** Programs that keep nothing that grows with the calls, however much they need, or keep once. */
export const clean: Readonly<Record<string, string>> = {
  clean: `${runOfNumber} { const list: number[] = []; for (let at = 0; at < 100; at++) list.push(at); return n; }`,
  hungry: `${runOfNumber} { return Array(1e6).fill(0.5).length + new Uint8Array(8e6).fill(1).length > 1 ? n : 0; }`,
  cache: `const known = new Map<number, number[]>();\nlet turn = 0;\n${runOfNumber} {
  const key = turn++ % 50;
  let list = known.get(key);
  if (list === undefined) { list = Array.from({ length: 500 }, (_, at) => at + key); known.set(key, list); }
  return list.length > 1 ? n : 0;
}`,
};
