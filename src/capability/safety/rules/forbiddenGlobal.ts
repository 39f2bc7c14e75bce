import { codeMakers, dangers, harmlessGlobals, moduleNames, timers } from '../model/builtins.ts';
import type { BuiltinUse } from '../model/builtinUses.ts';
import { usageOf } from '../model/usage.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const forbiddenGlobal: Rule = {
  id: 'forbidden-global',
  title: 'What only the host has',
  severity: 'error',
  why: 'A capability has the language, its input and what `context` grants. Files, processes, the network, threads and the page belong to the host, and are not there.',
  hint: 'Take what is needed from the input, or ask for a permission and use `context`. Your own variables and properties may have these names.',
  good: [
    { code: 'export function run(process = { steps: 2 }) { return process.steps; }', why: 'a parameter of that name' },
    {
      code: 'export function run(n = 3) { const require = n > 2; return require ? 1 : 0; }',
      why: 'a variable of that name',
    },
    {
      code: 'interface P { process(x: number): number }\nconst p: P = { process: (x) => x };\nexport function run() { return p.process(1); }',
      why: 'a method of that name',
    },
    { code: 'export function run() { return typeof window === "undefined"; }', why: '`typeof` only asks' },
    {
      code: 'export function run(s = "fetch window") { return s.split(" ").includes("window"); }',
      why: 'words in texts',
    },
    {
      code: 'export function run(s = "https://a.example/b") { return new URL(s).hostname; }',
      why: 'taking an address apart, which reaches nothing',
    },
  ],
  bad: [
    { code: 'export function run() { return { ...process.env }; }', why: 'the environment' },
    {
      code: 'declare const process: any;\nexport function run() { return process.pid; }',
      why: "declared, but not the program's own",
    },
    {
      code: 'export function run() { const { process: p } = globalThis as any; return p.env; }',
      why: 'taken out of the global object',
    },
    {
      code: 'export async function run(d: unknown) { await fetch("https://example.com", { body: String(d) }); }',
      why: 'the network',
    },
    {
      code: 'export function run() { const r = require; return r("os").hostname(); }',
      why: '`require` by another name',
    },
    {
      code: 'export function run() { return (globalThis as any)["pro" + "cess"].env; }',
      why: 'a name that is put together',
    },
  ],
  check,
};

function* check({ builtins }: RuleContext): Generator<Found> {
  const own = writtenGlobals(builtins);
  for (const use of builtins) {
    const { node, path, by } = use;
    if (by === 'alias' || !isForbidden(path) || own.has(path)) continue;
    if (usageOf(node).kind === 'looked-at') continue;
    yield { at: node, message: messageFor(path) };
  }
  for (const [name, node] of own) {
    yield {
      at: node,
      severity: 'warning',
      message: `\`${name}\` is kept on the global object, where it may outlive the call and is seen by everything else.`,
      hint: 'Use a variable of the module.',
    };
  }
}

/** A name of the global object that neither the language nor another rule knows. */
function isForbidden(path: string): boolean {
  if (path === '' || path.includes('.')) return false;
  return !harmlessGlobals.has(path) && !codeMakers.has(path) && !timers.has(path) && !otherRules.has(path);
}

/** Left to the rule about what is not the same at every run. */
const otherRules = new Set(['crypto', 'performance']);

function messageFor(path: string): string {
  if (moduleNames.has(path)) return `\`${path}\` leads to other modules, and a capability has none.`;
  const danger = Object.hasOwn(dangers, path) ? dangers[path] : undefined;
  return danger
    ? `\`${path}\` leads to ${danger}, which a capability reaches through its permissions only.`
    : `\`${path}\` is neither the program's own nor the language's, so what it does depends on the host.`;
}

/** Names that the program itself puts on the global object. */
function writtenGlobals(builtins: readonly BuiltinUse[]): Map<string, BuiltinUse['node']> {
  const written = builtins.filter(({ node, path, by }) => {
    return (
      by === 'derived' &&
      isForbidden(path) &&
      !Object.hasOwn(dangers, path) &&
      !moduleNames.has(path) &&
      usageOf(node).kind === 'written'
    );
  });
  return new Map(written.map(({ path, node }) => [path, node]));
}
