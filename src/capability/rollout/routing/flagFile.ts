import * as v from 'valibot';
import { isRecord, type Outcome, type Problem } from '#base';
import { parseJsonFile } from '#capability/package';
import { candidate, type Flag, type Targeting } from './flag.ts';
import { mostWeight, type Weighted } from './fractional.ts';
import { Router } from './router.ts';

/** Where rollouts are kept, relative to the workspace folder. */
const flagFileName = '.toolwright/rollouts.json';

const weight = v.pipe(v.number(), v.integer(), v.minValue(0));

const fractionalSchema = v.strictObject({
  fractional: v.pipe(
    v.array(v.strictTuple([v.string(), weight])),
    v.minLength(1),
    v.check(
      (list) => list.reduce((sum, [, one]) => sum + one, 0) <= mostWeight,
      `weights sum up to ${mostWeight} at most`,
    ),
  ),
});

const inGroupSchema = v.strictObject({ in: v.strictTuple([v.string(), v.strictObject({ var: v.literal('groups') })]) });

const groupsSchema = v.union([inGroupSchema, v.strictObject({ or: v.pipe(v.array(inGroupSchema), v.minLength(1)) })]);

const flagSchema = v.pipe(
  v.object({
    state: v.picklist(['ENABLED', 'DISABLED']),
    variants: v.record(v.string(), v.string()),
    defaultVariant: v.string(),
    targeting: v.optional(
      v.union([
        fractionalSchema,
        v.strictObject({ if: v.strictTuple([groupsSchema, v.literal(candidate), fractionalSchema]) }),
      ]),
    ),
  }),
  v.check(
    ({ variants, defaultVariant, targeting }) =>
      [defaultVariant, ...namedBy(targeting)].every((name) => Object.hasOwn(variants, name)),
    'each variant that it names has to be among its variants',
  ),
);

function namedBy(targeting: Targeting | undefined): readonly string[] {
  if (targeting === undefined) return [];
  const names = (list: readonly Weighted[]) => list.map(([name]) => name);
  return 'if' in targeting ? [targeting.if[1], ...names(targeting.if[2].fractional)] : names(targeting.fractional);
}

/**
 * Reads a flag file, and makes a router of each flag that is on. A flag that is more than a rollout (flagd's targeting
 * can be any JSONLogic) or not right has none, and a problem says so; the others are served.
 */
export function readFlagFile(text: string): Outcome<ReadonlyMap<string, Router>> {
  const routers = new Map<string, Router>();
  const json = parseJsonFile(text);
  if ('reason' in json) return { value: routers, problems: [problem(`It is not JSON: ${json.reason}.`, json.line)] };
  const flags = isRecord(json.value) ? json.value.flags : undefined;
  if (!isRecord(flags) || Array.isArray(flags)) {
    return { value: routers, problems: [problem('It has no flags: an object with a key for each capability.', 1)] };
  }
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(flags)) {
    const parsed = v.safeParse(flagSchema, value);
    if (parsed.success) {
      const flag: Flag = withoutAbsent(parsed.output);
      if (flag.state === 'ENABLED') routers.set(key, new Router(key, flag));
    } else {
      const line = json.lineOf(`/flags/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      problems.push(
        problem(`The flag ${key} is no rollout that Toolwright can route by: ${parsed.issues[0].message}.`, line),
      );
    }
  }
  return { value: routers, problems };
}

function withoutAbsent({ targeting, ...flag }: v.InferOutput<typeof flagSchema>): Flag {
  return targeting === undefined ? flag : { ...flag, targeting };
}

function problem(message: string, line: number): Problem {
  return {
    code: 'flag-invalid',
    severity: 'error',
    message,
    hint: `Mend ${flagFileName}; until then the version in use serves everybody.`,
    path: flagFileName,
    line,
  };
}
