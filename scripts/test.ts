// Runs everything, or the parts that are named: `npm test [-- check unit host]`. The last line counts all of it.
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { type Built, buildCopy } from './built.ts';
import { runChecks } from './check.ts';
import { ensureChromium, noChromium } from './editor/chromium.ts';
import { prepareCodeServer } from './editor/prepareCodeServer.ts';
import { packageExtension } from './package.ts';
import { main, type Print, root, ScriptError } from './process.ts';
import { type Job, sideBySide } from './sideBySide.ts';
import { failureLine, inWords, oneFailed, oneSkipped, type Tally } from './tally.ts';
import { runVitest } from './vitest.ts';

/**
 * In the order in which they are begun: those with deadlines make the longest row, and the editor that is clicked through gets
 * the quietest neighbour. Those without give way to them.
 */
const parts = {
  timed: { hasDeadlines: true, run: vitest(['timed']) },
  host: { hasDeadlines: true, run: inTheEditor(runHost) },
  e2e: { hasDeadlines: true, run: inTheEditor(runE2e) },
  check: { hasDeadlines: false, run: runChecks },
  cli: { hasDeadlines: false, run: vitest(['cli'], { givesWay: true }) },
  webview: { hasDeadlines: false, run: vitest(['webview'], { givesWay: true }) },
  unit: { hasDeadlines: false, run: vitest(['unit', 'faked'], { givesWay: true }) },
  pure: { hasDeadlines: false, run: vitest(['pure'], { givesWay: true }) },
} satisfies Record<string, Job>;
type PartName = keyof typeof parts;

let built: Promise<Built> | undefined;

/** What the tests try is what is packed. */
function buildOnce(): Promise<Built> {
  built ??= buildCopy();
  return built;
}

/** Runs projects of Vitest. */
function vitest(projects: readonly string[], { givesWay = false } = {}): Job['run'] {
  return async (print) => runVitest('vitest.config.ts', { env: (await buildOnce()).env, projects, print, givesWay });
}

interface EditorParts {
  readonly vsix: string;
  readonly browser: string;
}

async function runE2e({ vsix, browser }: EditorParts, print?: Print): Promise<Tally> {
  const env = { ...(await buildOnce()).env, TOOLWRIGHT_VSIX: vsix, CHROMIUM: browser };
  return runVitest('test/e2e/vitest.config.ts', { env, print });
}

async function runHost({ vsix, browser }: EditorParts, print: Print = console.log): Promise<Tally> {
  const { runHostTests } = await import('../test/host/run.ts');
  return runHostTests(vsix, browser, print);
}

let editorParts: Promise<EditorParts | undefined> | undefined;

function editorOnce(): Promise<EditorParts | undefined> {
  editorParts ??= prepareEditor();
  return editorParts;
}

/** A part that drives the real VS Code with the packaged extension; skipped where there is no browser to do it in. */
function inTheEditor(part: (editor: EditorParts, print?: Print) => Promise<Tally>): Job['run'] {
  return async (print) => {
    const editor = await editorOnce();
    if (editor !== undefined) return part(editor, print);
    (print ?? console.log)(`Skipped. ${noChromium}`);
    return oneSkipped;
  };
}

async function prepareEditor(): Promise<EditorParts | undefined> {
  const browser = await ensureChromium();
  if (browser === undefined) return undefined;
  await prepareCodeServer();
  return { vsix: await packageExtension(undefined, async () => void (await buildOnce())), browser };
}

/** A part that throws has failed; the others still run. */
function named(name: PartName): Job {
  const { hasDeadlines, run }: Job = parts[name];
  return {
    hasDeadlines,
    async run(print) {
      const say = print ?? console.log;
      if (print !== undefined) console.log(`${name} begins`);
      say(`\n── ${name} ──`);
      const start = performance.now();
      const tally = await run(print).catch((error: unknown) => {
        say(error instanceof ScriptError ? `${error.message}\n${error.next}` : inspect(error));
        return oneFailed(failureLine(name, String(error)));
      });
      say(`${name}: ${inWords(tally)} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
      return tally;
    },
  };
}

await main(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const partNames = Object.keys(parts) as PartName[];
  const unknown = positionals.find((name) => !(name in parts));
  if (unknown !== undefined) {
    throw new ScriptError(`There is no part ${unknown}.`, `Choose from ${partNames.join(', ')}.`);
  }
  // Hundreds of processes and threads load the same code: what one of them compiled, the others take.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'toolwright-compiled');
  // Whoever runs these alone looks at the pictures; of a whole run, those of failed tests are kept.
  if (positionals.includes('e2e')) process.env.TOOLWRIGHT_PICTURES ??= 'all';
  const asked = partNames.filter((name) => positionals.length === 0 || positionals.includes(name));
  // It is fetched from the network the first time, which takes minutes and next to no processor. What fails is told by its parts.
  if (asked.includes('host') || asked.includes('e2e')) editorOnce().catch(() => {});
  try {
    const total = await sideBySide(asked.map(named));
    // Once more, where it is found: what the parts printed may be thousands of lines above, or cut off.
    if (total.failures.length > 0) console.log(['\nFailed:', ...total.failures.map((line) => `✗ ${line}`)].join('\n'));
    console.log(`\n${inWords(total)}`);
    return total.failed === 0 ? 0 : 1;
  } finally {
    await built?.then(
      (copy) => copy.remove(),
      () => {},
    );
  }
});
