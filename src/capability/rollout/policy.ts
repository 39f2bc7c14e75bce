import * as v from 'valibot';
import type { Outcome, Problem } from '#base';
import { parseJsonFile, schemaWords } from '#capability/package';
import { abMetrics, rolloutStrategies, verificationLevels } from '#protocol';

/** Where a team commits it, relative to the workspace folder. */
export const rolloutPolicyFileName = '.toolwright/rollout-policy.json';

const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const share = between(0.0001, 0.9999);
const chance = between(0.00001, 0.5);
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

/** Flags have hundredths of a percent: a stage that is not one would be another when it is read back. */
const percentage = (least: number, most: number) =>
  v.pipe(
    between(least, most),
    v.transform((percent) => Math.round(percent * 100) / 100),
  );

const stageSchema = v.pipe(
  v.strictObject({
    name: v.pipe(v.string(), v.minLength(1)),
    percent: percentage(0, 100),
    groups: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1))),
    minutes: between(0, 100_000),
    requests: count(10_000_000),
  }),
  v.check(
    ({ percent, groups }) => percent >= 0.01 || (percent === 0 && groups !== undefined),
    'a stage has 0.01 percent at least, or groups and 0 percent',
  ),
);

const stagesSchema = v.pipe(
  v.array(stageSchema),
  v.minLength(1),
  v.check(
    (stages) =>
      stages.every(({ percent }, at) => {
        const before = stages[at - 1]?.percent ?? 0;
        return percent > before || (percent === 0 && before === 0);
      }),
    'each stage has to have more percent than the one before, but for those of groups with 0 percent at the beginning',
  ),
  v.check(
    (stages) => new Set(stages.map(({ name }) => name)).size === stages.length,
    'each stage has to have a name of its own',
  ),
);

const comparisonSchema = v.strictObject({
  percent: v.optional(percentage(0.01, 99.99), 50),
  minutes: v.optional(between(0, 100_000), 60),
  requests: v.optional(count(10_000_000), 1000),
  metric: v.optional(v.picklist(abMetrics), 'errors'),
  margin: v.optional(share, 0.02),
});

const usualStages: v.InferInput<typeof stageSchema>[] = [
  { name: 'canary', percent: 1, minutes: 60, requests: 200 },
  { name: 'beta', percent: 10, minutes: 60, requests: 500 },
  { name: 'gradual 25 %', percent: 25, minutes: 60, requests: 1000 },
  { name: 'gradual 50 %', percent: 50, minutes: 60, requests: 1000 },
  { name: 'production', percent: 100, minutes: 60, requests: 1000 },
];

/** A query for Prometheus: what makes it a range vector is filled in. */
const query = (metric: string) =>
  v.optional(
    v.pipe(
      v.string(),
      v.maxLength(2000),
      v.check((text) => text.includes('$range'), 'a query has to have $range, as in counter_total[$range]'),
    ),
    `${metric}{capability="$capability"}[$range]`,
  );

/** Every key is explained in media/schemas/rollout-policy.schema.json. */
const policySchema = v.strictObject({
  $schema: v.optional(v.string()),
  strategy: v.optional(v.picklist(rolloutStrategies), 'percentage'),
  level: v.optional(v.picklist(verificationLevels), 'STANDARD'),
  stages: v.optional(stagesSchema, usualStages),
  ab: v.optional(comparisonSchema, {}),
  capabilities: v.optional(
    v.record(
      v.string(),
      v.strictObject({
        strategy: v.optional(v.picklist(rolloutStrategies)),
        stages: v.optional(stagesSchema),
        ab: v.optional(comparisonSchema),
      }),
    ),
    {},
  ),
  errors: v.optional(v.strictObject({ limit: v.optional(share, 0.05), margin: v.optional(share, 0.02) }), {}),
  latency: v.optional(v.strictObject({ ms: v.optional(between(0.001, 1e9), 100), share: v.optional(share, 0.01) }), {}),
  feedback: v.optional(v.strictObject({ positive: v.optional(share, 0.8) }), {}),
  falseAlarms: v.optional(
    v.strictObject({
      rollBack: v.optional(chance, 0.0046),
      pause: v.optional(chance, 0.0006),
      split: v.optional(chance, 0.0002),
    }),
    {},
  ),
  advance: v.optional(v.strictObject({ doubt: v.optional(chance, 0.02), harm: v.optional(chance, 0.2) }), {}),
  silentMinutes: v.optional(between(1, 100_000), 30),
  prometheus: v.optional(
    v.strictObject({
      requests: query('toolwright_requests_total'),
      durations: query('toolwright_request_duration_seconds_bucket'),
      feedback: query('toolwright_feedback_total'),
      staleSeconds: v.optional(between(1, 100_000), 300),
      processesPerUser: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
    }),
    {},
  ),
});

/** By what a rollout advances, holds, pauses and is rolled back. */
export type RolloutPolicy = Readonly<v.InferOutput<typeof policySchema>>;
export type RolloutStage = RolloutPolicy['stages'][number];

export const defaultRolloutPolicy: RolloutPolicy = v.parse(policySchema, {});

/** Reads a policy. One that is wrong anywhere is none: other rules than a team has written would be worse. */
export function readRolloutPolicy(text: string): Outcome<RolloutPolicy | undefined> {
  const json = parseJsonFile(text);
  if ('reason' in json) return { value: undefined, problems: [invalid(`it is not JSON: ${json.reason}`, json.line)] };
  if (Array.isArray(json.value)) return { value: undefined, problems: [invalid('it has to be an object', 1)] };
  const parsed = v.safeParse(policySchema, json.value);
  if (parsed.success) return { value: parsed.output, problems: [] };
  const problems = parsed.issues.map((issue) => {
    const keys = (issue.path ?? []).map(({ key }) => String(key));
    const at = keys.length === 0 ? '' : `${keys.join('.')}: `;
    return invalid(
      `${at}${schemaWords(issue)}`,
      json.lineOf(keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')),
    );
  });
  return { value: undefined, problems };
}

/** What holds while a policy is none. */
export const untilItCanBeUsed =
  'until then no rollout starts or advances, and only what has read it before takes versions back by itself.';

function invalid(reason: string, line: number): Problem {
  return {
    code: 'rollout-policy-invalid',
    severity: 'error',
    message: `The rollout policy cannot be used: ${reason.replace(/[.]$/, '')}.`,
    hint: `Mend ${rolloutPolicyFileName}; ${untilItCanBeUsed}`,
    path: rolloutPolicyFileName,
    line,
  };
}
