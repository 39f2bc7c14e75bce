// Runs everything, or the parts that are named: `npm test [-- check unit pure host e2e]`. The last line counts all of it.
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { withBuilt } from './built.ts';
import { runChecks } from './check.ts';
import { ensureChromium, noChromium } from './editor/chromium.ts';
import { prepareCodeServer } from './editor/prepareCodeServer.ts';
import { packageExtension } from './package.ts';
import { main, type Print, root, ScriptError } from './process.ts';
import { type Job, sideBySide } from './sideBySide.ts';
import { failureLine, inWords, oneFailed, oneSkipped, sum, type Tally } from './tally.ts';
import { runVitest } from './vitest.ts';

const parts = {
  check: runChecks,
  // Each of the two takes one processor, which leaves calls with deadlines the other.
  unit: vitest(['unit'], ['timed']),
  pure: vitest(['pure', 'single']),
  host: inTheEditor(runHost),
  e2e: inTheEditor(runE2e),
};
type PartName = keyof typeof parts;

/** Those that run at the same time stand together: a browser that is clicked through waits most of its time. */
const stages: readonly (readonly PartName[])[] = [['check'], ['unit'], ['host'], ['e2e', 'pure']];

let built: Promise<void> | undefined;

/** Unit tests try what is packed then. */
function buildOnce(): Promise<void> {
  built ??= buildAll();
  return built;
}

/** Runs projects of Vitest, each list of them beside the others. */
function vitest(...lanes: readonly (readonly string[])[]): Job {
  return (print) =>
    withBuilt((env) => {
      const lane =
        (projects: readonly string[]): Job =>
        (printLane = print) =>
          runVitest('vitest.config.ts', { env, projects, print: printLane });
      return sideBySide(lanes.map(lane));
    }, buildOnce);
}

interface EditorParts {
  readonly vsix: string;
  readonly browser: string;
}

function runE2e({ vsix, browser }: EditorParts, print?: Print): Promise<Tally> {
  return runVitest('test/e2e/vitest.config.ts', { env: { TOOLWRIGHT_VSIX: vsix, CHROMIUM: browser }, print });
}

async function runHost({ vsix, browser }: EditorParts, print: Print = console.log): Promise<Tally> {
  const { runHostTests } = await import('../test/host/run.ts');
  return runHostTests(vsix, browser, print);
}

let editorParts: Promise<EditorParts | undefined> | undefined;

/** A part that drives the real VS Code with the packaged extension; skipped where there is no browser to do it in. */
function inTheEditor(part: (editor: EditorParts, print?: Print) => Promise<Tally>): Job {
  return async (print) => {
    editorParts ??= prepareEditor();
    const editor = await editorParts;
    if (editor !== undefined) return part(editor, print);
    (print ?? console.log)(`Skipped. ${noChromium}`);
    return oneSkipped;
  };
}

async function prepareEditor(): Promise<EditorParts | undefined> {
  const browser = await ensureChromium();
  if (browser === undefined) return undefined;
  await prepareCodeServer();
  return { vsix: await packageExtension(undefined, buildOnce), browser };
}

/** A part that throws has failed; the others still run. */
const named =
  (name: PartName): Job =>
  async (print) => {
    const say = print ?? console.log;
    say(`\n── ${name} ──`);
    const start = performance.now();
    const part: Job = parts[name];
    const tally = await part(print).catch((error: unknown) => {
      say(error instanceof ScriptError ? `${error.message}\n${error.next}` : inspect(error));
      return oneFailed(failureLine(name, String(error)));
    });
    say(`${name}: ${inWords(tally)} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
    return tally;
  };

await main(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.find((name) => !(name in parts));
  if (unknown !== undefined) {
    throw new ScriptError(`There is no part ${unknown}.`, `Choose from ${Object.keys(parts).join(', ')}.`);
  }
  // Hundreds of processes and threads load the same code: what one of them compiled, the others take.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'toolwright-compiled');
  const tallies: Tally[] = [];
  for (const stage of stages) {
    const asked = stage.filter((name) => positionals.length === 0 || positionals.includes(name));
    tallies.push(await sideBySide(asked.map(named)));
  }
  const total = sum(tallies);
  // Once more, where it is found: what the parts printed may be thousands of lines above, or cut off.
  if (total.failures.length > 0) console.log(['\nFailed:', ...total.failures.map((line) => `✗ ${line}`)].join('\n'));
  console.log(`\n${inWords(total)}`);
  return total.failed === 0 ? 0 : 1;
});
