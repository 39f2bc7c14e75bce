import { createHash } from 'node:crypto';
import type { PlainData, Program } from '#protocol';

/** What a soaking program is called with. */
export type SoakInput = { readonly inputs: readonly string[]; readonly calls: number };

/**
 * A program that makes many calls of another one in one engine, as an app does that loads it once: what it keeps outside of
 * `run` is kept. The inputs take turns, each call has a copy of its own, and answers are forgotten.
 * @param program as the safety stage makes it
 */
export function soaking(program: Program): Program {
  const exported = /export \{ (\S+) as run \};\s*$/.exec(program.code);
  if (exported === null) throw new Error('The program does not export its run as prepared ones do.');
  let own = '$tw_soak';
  while (program.code.includes(own)) own += '_';
  const code = `${program.code.slice(0, exported.index)}
const ${own}_parse = JSON.parse;
async function ${own}({ inputs, calls }, context) {
  for (let at = 0; at < calls; at++) await ${exported[1]}(${own}_parse(inputs[at % inputs.length]), context);
  return calls;
}
export { ${own} as run };
`;
  return { code, map: program.map, hash: createHash('sha256').update(code).digest('hex') };
}

/** @param inputs one at least */
export function soakInput(inputs: readonly PlainData[], calls: number): SoakInput {
  return { inputs: inputs.map((input) => JSON.stringify(input)), calls };
}
