import json5 from 'json5';
import * as v from 'valibot';
import { messageOf, type Outcome, type Problem } from '#base';
import { baselineFileName, type RuleReport, type Violation } from '#protocol';
import { violationId } from './evaluate/identity.ts';
import { type RuleViolation, toKnownViolation } from './evaluate/violation.ts';

/** Before version 16 dependency-cruiser wrote the modules of a cycle by their names alone. */
const step = v.pipe(
  v.union([v.string(), v.looseObject({ name: v.string() })]),
  v.transform((value) => (typeof value === 'string' ? { name: value } : value)),
);
const baselineSchema = v.array(
  v.looseObject({
    rule: v.looseObject({ name: v.string() }),
    from: v.string(),
    to: v.string(),
    cycle: v.optional(v.array(step)),
    comment: v.optional(v.string()),
  }),
);
type Entry = v.InferOutput<typeof baselineSchema>[number];

/**
 * The text of a baseline file with the given violations.
 * @param previous the text of the present file, whose comments on entries are kept
 */
export function toBaseline(violations: readonly RuleViolation[], previous?: string): string {
  const comments = new Map<string, string>();
  for (const entry of readBaseline(previous ?? '[]').entries)
    if (entry.comment !== undefined) comments.set(violationId(entry), entry.comment);
  const entries = violations.map((violation) => {
    const comment = comments.get(violation.id);
    return { ...toKnownViolation(violation), ...(comment === undefined ? {} : { comment }) };
  });
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/**
 * The identities of the violations in a baseline file; none where it cannot be read, and the problem says why.
 * @param baseline the text, or what reads it and may throw
 * @param path of the file, relative to the workspace folder
 */
export function knownViolations(
  baseline: string | (() => string),
  path: string = baselineFileName,
): Outcome<ReadonlySet<string>> {
  const { entries, reason } = readBaseline(baseline);
  return {
    value: new Set(entries.map(violationId)),
    problems: reason === undefined ? [] : [unreadableBaseline(path, reason)],
  };
}

/** Marks the violations that are known. @param known identities, of {@link knownViolations} */
export function compareWithKnown(
  violations: readonly Violation[],
  known: ReadonlySet<string>,
): Pick<RuleReport, 'violations' | 'fixed'> {
  const present = new Set(violations.map(({ id }) => id));
  return {
    violations: violations.map((violation) => (known.has(violation.id) ? { ...violation, known: true } : violation)),
    fixed: [...known].filter((id) => !present.has(id)).sort(),
  };
}

function readBaseline(text: string | (() => string)): { readonly entries: readonly Entry[]; readonly reason?: string } {
  let read: unknown;
  try {
    read = json5.parse(typeof text === 'string' ? text : text());
  } catch (error) {
    return { entries: [], reason: messageOf(error) };
  }
  const parsed = v.safeParse(baselineSchema, read);
  if (parsed.success) return { entries: parsed.output };
  const place = v.getDotPath(parsed.issues[0]);
  return { entries: [], reason: `it is not a list of violations${place ? ` (see ${place})` : ''}` };
}

function unreadableBaseline(path: string, reason: string): Problem {
  return {
    code: 'baseline-invalid',
    severity: 'error',
    message: `The known violations could not be read, so all violations count as new: ${reason}.`,
    hint: 'Mend that file or write it anew.',
    path,
  };
}
