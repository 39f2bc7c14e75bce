import json5 from 'json5';
import * as v from 'valibot';
import { messageOf, type Problem } from '#base';
import type { Violation } from '#protocol';
import { violationId } from './evaluate/identity.ts';
import { type RuleViolation, toKnownViolation } from './evaluate/violation.ts';

/** Where the known violations are kept, in the format that dependency-cruiser reads as well. */
export const baselineFileName = '.dependency-cruiser-known-violations.json';

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

export interface ComparedWithBaseline {
  /** The same violations, those that are in the baseline marked as known. */
  readonly violations: readonly Violation[];
  /** Identities of entries that no longer occur. */
  readonly fixed: readonly string[];
  readonly problems: readonly Problem[];
}

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

/** Marks the violations that a baseline knows, by identity. With a baseline that cannot be read none is known. */
export function applyBaseline(violations: readonly Violation[], baseline: string): ComparedWithBaseline {
  const { entries, problems } = readBaseline(baseline);
  const known = new Set(entries.map(violationId));
  const present = new Set(violations.map(({ id }) => id));
  return {
    violations: violations.map((violation) => (known.has(violation.id) ? { ...violation, known: true } : violation)),
    fixed: [...known].filter((id) => !present.has(id)).sort(),
    problems,
  };
}

function readBaseline(text: string): { entries: readonly Entry[]; problems: readonly Problem[] } {
  let read: unknown;
  try {
    read = json5.parse(text);
  } catch (error) {
    return { entries: [], problems: [invalid(messageOf(error))] };
  }
  const parsed = v.safeParse(baselineSchema, read);
  if (parsed.success) return { entries: parsed.output, problems: [] };
  const place = v.getDotPath(parsed.issues[0]);
  return { entries: [], problems: [invalid(`it is not a list of violations${place ? ` (see ${place})` : ''}`)] };
}

function invalid(reason: string): Problem {
  return {
    code: 'baseline-invalid',
    severity: 'error',
    message: `The known violations could not be read, so all violations count as new: ${reason}.`,
    hint: `Mend ${baselineFileName} or write it anew.`,
  };
}
