import * as v from 'valibot';
import { isRecord, type Outcome, type Problem } from '#base';
import { parseJsonFile, schemaWords } from '#capability/package';
import { policyFileName } from '#protocol';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const points = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** How much each factor can add to the risk. Every key is explained in media/schemas/policy.schema.json. */
const weightFields = v.strictObject({
  permissions: v.optional(points, 20),
  findings: v.optional(points, 15),
  examples: v.optional(points, 15),
  mutation: v.optional(points, 15),
  behaviour: v.optional(points, 15),
  provenance: v.optional(points, 10),
  sandbox: v.optional(points, 5),
  resources: v.optional(points, 5),
});

const weightsSchema = v.pipe(
  weightFields,
  v.check((weights) => Object.values(weights).some((weight) => weight > 0), 'one weight at least must be above 0'),
);

const riskSchema = v.pipe(
  v.strictObject({
    /** From here on a person has to approve. */
    high: v.optional(points, 50),
    /** From here on conditions are set. */
    medium: v.optional(points, 25),
    /** From here on nobody can approve. */
    reject: v.optional(points, 80),
  }),
  v.check(
    ({ medium, high }) => medium <= high,
    ({ input }) => `medium (${input.medium}) is above high (${input.high})`,
  ),
);

/** A stage that reaches nobody would never end. */
const percent = v.pipe(v.number(), v.minValue(0.1), v.maxValue(100));

const policySchema = v.strictObject({
  $schema: v.optional(v.string()),
  /** Weights of the risk factors. */
  weights: v.optional(weightsSchema, {}),
  risk: v.optional(riskSchema, {}),
  /** Percent of its users that the first stage of a capability may reach, by the class of its risk; a low one may reach all. */
  firstStage: v.optional(v.strictObject({ medium: v.optional(percent, 10), high: v.optional(percent, 1) }), {}),
  standard: v.optional(
    v.strictObject({ /** Generated standard cases at most. */ cases: v.optional(count(0, 500), 30) }),
    {},
  ),
  comprehensive: v.optional(
    v.strictObject({
      /** Inputs drawn from the schema. */
      propertyRuns: v.optional(count(0, 10_000), 100),
      /** Mutants that are run at most. */
      mutants: v.optional(count(0, 1000), 40),
      /** The least share of mutants that the examples must notice; below it the check warns. */
      mutationScore: v.optional(share, 0.6),
      /** Repetitions of each example, for determinism. */
      repetitions: v.optional(count(2, 100), 3),
    }),
    {},
  ),
  production: v.optional(
    v.strictObject({
      /** Milliseconds within which 95 of 100 runs must end. */
      p95Ms: v.optional(v.pipe(v.number(), v.minValue(0)), 100),
      /** Runs that are timed. */
      runs: v.optional(count(20, 10_000), 100),
      /** How much slower than the version in use it may be: 1.2 is 20 %. */
      slowdown: v.optional(v.pipe(v.number(), v.minValue(1)), 1.2),
      /** How much more heap than the version in use it may fill: 1.5 is half as much again. */
      memory: v.optional(v.pipe(v.number(), v.minValue(1)), 1.5),
      /** Bytes that each call may leave behind in an app that loads it once. */
      leakBytes: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
    }),
    {},
  ),
  /** A verification that has not ended by then fails: a package chooses how long its runs may take. */
  minutes: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(1440)), 10),
  /** The level from which on a capability may run. */
  admitFrom: v.optional(v.picklist(['STANDARD', 'COMPREHENSIVE', 'PRODUCTION']), 'STANDARD'),
  /** Generators whose capabilities a person always approves. */
  approvePerson: v.optional(v.array(v.string()), ['language-model']),
});

/** What a team asks of a capability before it may run. */
export type Policy = Readonly<v.InferOutput<typeof policySchema>>;

export const defaultPolicy: Policy = v.parse(policySchema, {});

/**
 * Reads a policy file. One that is wrong anywhere is no policy: to take other rules than the team has written would let
 * run what the team forbids.
 */
export function readPolicy(text: string): Outcome<Policy | undefined> {
  const json = parseJsonFile(text);
  if ('reason' in json) return { value: undefined, problems: [invalid(`it is not JSON: ${json.reason}`, json.line)] };
  const lists = listsFor(json.value);
  if (lists.length > 0) {
    const problems = lists.map((key) => {
      const at = key === '' ? '' : `${key}: `;
      return invalid(`${at}it has to be an object, and is a list`, json.lineOf(key === '' ? '' : `/${key}`));
    });
    return { value: undefined, problems };
  }
  const parsed = v.safeParse(policySchema, json.value);
  if (parsed.success) return { value: parsed.output, problems: [] };
  const problems = parsed.issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) => String(key));
    const at = path.length === 0 ? '' : `${path.join('.')}: `;
    const line = json.lineOf(path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
    return invalid(`${at}${schemaWords(issue)}`, line);
  });
  return { value: undefined, problems };
}

/** Keys whose values are lists and have to be objects, `''` for the whole: the validator takes a list for an object without keys. */
function listsFor(policy: unknown): readonly string[] {
  if (Array.isArray(policy)) return [''];
  if (!isRecord(policy)) return [];
  return Object.entries(defaultPolicy).flatMap(([key, usual]) =>
    isRecord(usual) && Array.isArray(policy[key]) ? [key] : [],
  );
}

function invalid(reason: string, line: number): Problem {
  return {
    code: 'policy-invalid',
    severity: 'error',
    message: `The policy cannot be used: ${reason}.`,
    hint: `Mend ${policyFileName}; until then no capability runs.`,
    path: policyFileName,
    line,
  };
}
