// Runs everything, or the parts that are named: `npm test [-- check unit host e2e]`. The last line counts all of it.
import { parseArgs } from 'node:util';
import { withBuilt } from './built.ts';
import { runChecks } from './check.ts';
import { ensureChromium, noChromium } from './editor/chromium.ts';
import { prepareCodeServer } from './editor/prepareCodeServer.ts';
import { packageExtension } from './package.ts';
import { main, ScriptError } from './process.ts';
import { failureLine, inWords, oneFailed, oneSkipped, sum, type Tally } from './tally.ts';
import { runVitest } from './vitest.ts';

type Part = () => Promise<Tally>;

const parts: Record<string, Part> = {
  check: runChecks,
  unit: () => withBuilt((env) => runVitest('vitest.config.ts', env)),
  host: inTheEditor(async (vsix, browser) => {
    const { runHostTests } = await import('../test/host/run.ts');
    return runHostTests(vsix, browser);
  }),
  e2e: inTheEditor((vsix, browser) =>
    runVitest('test/e2e/vitest.config.ts', { TOOLWRIGHT_VSIX: vsix, CHROMIUM: browser }),
  ),
};

let vsix: Promise<string> | undefined;

/** A part that drives the real VS Code with the packaged extension; skipped where there is no browser to do it in. */
function inTheEditor(part: (vsix: string, browser: string) => Promise<Tally>): Part {
  return async () => {
    const browser = await ensureChromium();
    if (browser === undefined) {
      console.log(`Skipped. ${noChromium}`);
      return oneSkipped;
    }
    await prepareCodeServer();
    vsix ??= packageExtension();
    return part(await vsix, browser);
  };
}

/** A part that throws has failed; the others still run. */
async function runPart(name: string, part: Part): Promise<Tally> {
  console.log(`\n── ${name} ──`);
  const start = performance.now();
  const tally = await part().catch((error: unknown) => {
    console.error(error instanceof ScriptError ? `${error.message}\n${error.next}` : error);
    return oneFailed(failureLine(name, String(error)));
  });
  console.log(`${name}: ${inWords(tally)} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
  return tally;
}

await main(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.find((name) => !(name in parts));
  if (unknown !== undefined) {
    throw new ScriptError(`There is no part ${unknown}.`, `Choose from ${Object.keys(parts).join(', ')}.`);
  }
  const tallies: Tally[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (positionals.length === 0 || positionals.includes(name)) tallies.push(await runPart(name, part));
  }
  const total = sum(tallies);
  // Once more, where it is found: what the parts printed may be thousands of lines above, or cut off.
  if (total.failures.length > 0) console.log(['\nFailed:', ...total.failures.map((line) => `✗ ${line}`)].join('\n'));
  console.log(`\n${inWords(total)}`);
  return total.failed === 0 ? 0 : 1;
});
