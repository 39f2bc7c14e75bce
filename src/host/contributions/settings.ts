import { runnerNames } from '#protocol';
import type { Setting } from './types.ts';

/**
 * Every setting, by its name below `toolwright.`, in the order of the settings editor.
 * Defaults, types and what package.json says all come from here.
 */
export const settings = {
  'graph.analyseOnOpen': flag(true, {
    scope: 'resource',
    description: 'Analyse the workspace when it is opened. When off, use **Toolwright: Analyse Workspace**.',
  }),
  'graph.exclude': texts([], {
    scope: 'resource',
    description:
      'Files and folders to leave out of the graph, in the syntax of `.gitignore`, e.g. `generated/`. `node_modules` and what `.gitignore` names are always left out.',
  }),
  'graph.codeLens.enabled': flag(true, {
    scope: 'resource',
    description:
      'Show dependents, tests and cycles above files, exports and imports. Parts of it can be switched off below.',
  }),
  'graph.codeLens.exports': flag(true, {
    scope: 'resource',
    description: 'Show above each export how many files use it and how many tests it affects.',
  }),
  'graph.codeLens.imports': flag(true, {
    scope: 'resource',
    description: 'Show above an import that it closes a cycle.',
  }),
  'graph.hover.enabled': flag(true, {
    scope: 'resource',
    description: 'Show what an import loads and whether it closes a cycle when hovering over it.',
  }),
  'graph.problems.rules': flag(true, {
    scope: 'resource',
    description: 'Show violations of architecture rules in the Problems panel. Those in the baseline are left out.',
  }),
  'graph.problems.unresolvedImports': flag(false, {
    scope: 'resource',
    description:
      'Show imports that lead nowhere in the Problems panel. Off by default because TypeScript reports most of them.',
  }),
  'rules.baseline': text('', {
    scope: 'resource',
    description:
      'The file of known violations, relative to the workspace folder. Empty: `.dependency-cruiser-known-violations.json`.',
  }),
  'graph.statusBar.enabled': flag(true, {
    scope: 'window',
    description: 'Show the number of files and cycles in the status bar.',
  }),
  'sandbox.runner': choice(['auto', ...runnerNames], {
    scope: 'machine',
    description:
      'The sandbox in which capabilities run. `auto` takes the strongest that works here; **Toolwright: Show Sandbox Status** tells which that is and what it guarantees.',
  }),
  'sandbox.node': text('', {
    scope: 'machine',
    description:
      'A Node.js 24 or newer for the processes of the sandbox, as an absolute path. Empty: the one that runs this, the one that **Toolwright: Install Sandbox Runtime** fetched, or the first that fits on the PATH.',
  }),
  'journal.retention.days': count(90, 1, 3650, {
    scope: 'resource',
    description:
      'For how many days requests, opinions on them, benchmarks and verification reports are remembered in `.toolwright/journal.db`. Decisions, and the latest reports on what is in the workspace, are kept.',
  }),
  'journal.retention.entries': count(10_000, 100, 10_000_000, {
    scope: 'resource',
    description:
      'How many requests, how many opinions on them, and how many decisions are remembered at most. Of requests and opinions by which a rollout is decided, up to 20 times as many are remembered while it goes on; approvals of what is in the workspace are kept.',
  }),
  'journal.retention.reports': count(50, 1, 10_000, {
    scope: 'resource',
    description:
      'How many verification reports of one capability, and how many of its benchmarks and comparisons on each machine, are remembered at most.',
  }),
  'journal.retention.megabytes': count(100, 1, 10_000, {
    scope: 'resource',
    description:
      'How many megabytes of requests, and as many again of verification reports, are remembered at most. Requests by which a rollout is decided stay while it goes on.',
  }),
  'rollout.prometheus': text('', {
    scope: 'resource',
    description:
      'The Prometheus that scrapes the apps of a fleet, as `http://localhost:9090`: the dashboard of rollouts shows its figures. What the policy says is done by the controller of the fleet, `toolwright rollout watch`, and not by the editor. Secrets come from the environment, as docs/metrics.md of the extension tells, and go only to an address in your user settings. Empty: the figures of this machine.',
    schema: { pattern: '^(https?://.+)?$' },
  }),
  'rollout.flags': text('', {
    scope: 'resource',
    description:
      'The flag file of a fleet, relative to the workspace folder or absolute. What the policy says is done by the controller of the fleet, `toolwright rollout watch --flags`, and not by the editor. Empty: `.toolwright/rollouts.json`.',
  }),
  'gaps.codeLens': flag(true, {
    scope: 'resource',
    description: 'Show above a function that is not written yet that its tests have examples to synthesize it from.',
  }),
  'gaps.outcomes': texts(
    [
      '.toolwright/outcomes.1.jsonl',
      '.toolwright/outcomes.jsonl',
      '.toolwright/outcomes/*.jsonl',
      '.toolwright/feedback.1.jsonl',
      '.toolwright/feedback.jsonl',
    ],
    {
      scope: 'resource',
      description:
        'Files that your own app writes the outcomes of requests and opinions on answers to, as globs relative to the folder, and URLs that answer with them: failed requests become gaps, and so do answers that many call wrong. docs/outcomes.md of the extension says what a line holds.',
    },
  ),
  'gaps.testResults': texts(
    [
      '{test-results,reports,.vitest,.toolwright/test-results}/**/*.{json,xml,tap}',
      '{junit,test-results,vitest-results,jest-results}*.{json,xml,tap}',
    ],
    {
      scope: 'resource',
      description:
        'Files that test runners write results to, as globs relative to the folder: JSON of Vitest and Jest, TAP and JUnit of Node.js. Functions that failed tests find wrong become gaps.',
    },
  ),
  'languageModel.enabled': flag(false, {
    scope: 'machine',
    description:
      'Let a language model of the editor write programs where no other generator finds one. The words of the gap, its examples, short texts that it was asked about and the programs that failed are sent to its provider, without what looks like a secret. **Toolwright: Choose Language Model** says more before you allow it.',
  }),
  'languageModel.model': text('', {
    scope: 'machine',
    description:
      'Which one, as vendor and id: `copilot/gpt-4o`. Empty: the first that the editor has. **Toolwright: Choose Language Model** shows them.',
  }),
  'languageModel.rounds': count(3, 1, 10, {
    scope: 'machine',
    description: 'How many programs it may give for one gap: after each that is rejected it is told why.',
  }),
  'languageModel.tokens': count(50_000, 1000, 1_000_000, {
    scope: 'machine',
    description: 'How many tokens of questions and answers may be used for one gap.',
  }),
  'synthesis.review': choice(['whenInDoubt', 'always'], {
    scope: 'resource',
    description:
      'When a function that is written from its tests is shown before it is written. `whenInDoubt`: it is written at once where it is well typed and safe, all its examples pass in the sandbox, and nothing is left open; one Undo takes it back. `always`: never before you have seen it.',
  }),
  'generation.threshold': count(3, 1, 10_000, {
    scope: 'resource',
    description:
      'Offer once to generate a capability when something has been asked for in vain so often: the number of requests times the number of people.',
  }),
  'generation.automatically': flag(false, {
    scope: 'resource',
    description:
      'Start to generate such a capability without a question, in the background. It is written only when somebody keeps it.',
  }),
  'user.name': text('', {
    scope: 'machine',
    description: 'Your name in requests and approvals. Empty: the one that git knows.',
  }),
  'user.groups': texts([], {
    scope: 'machine',
    description:
      'The groups of users that you belong to, e.g. `insiders`. You get the new versions that a rollout brings to one of them, and so do agents that ask for you.',
  }),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;
export type SettingValue<K extends SettingName> = (typeof settings)[K] extends Setting<infer T> ? T : never;

type Words = Pick<Setting<unknown>, 'scope' | 'description'>;

function flag(byDefault: boolean, words: Words): Setting<boolean> {
  return {
    ...words,
    default: byDefault,
    schema: { type: 'boolean' },
    accepts: (value): value is boolean => typeof value === 'boolean',
  };
}

function text(
  byDefault: string,
  { schema, ...words }: Words & Partial<Pick<Setting<string>, 'schema'>>,
): Setting<string> {
  return {
    ...words,
    default: byDefault,
    schema: { type: 'string', ...schema },
    accepts: (value): value is string => typeof value === 'string',
  };
}

function choice<const T extends string>(values: readonly [T, ...T[]], words: Words): Setting<T> {
  return {
    ...words,
    default: values[0],
    schema: { type: 'string', enum: values },
    accepts: (value): value is T => values.some((one) => one === value),
  };
}

function count(byDefault: number, least: number, most: number, words: Words): Setting<number> {
  return {
    ...words,
    default: byDefault,
    schema: { type: 'integer', minimum: least, maximum: most },
    accepts: (value): value is number =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  };
}

function texts(byDefault: readonly string[], words: Words): Setting<readonly string[]> {
  return {
    ...words,
    default: byDefault,
    schema: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    accepts: (value): value is readonly string[] => Array.isArray(value) && value.every((v) => typeof v === 'string'),
  };
}
