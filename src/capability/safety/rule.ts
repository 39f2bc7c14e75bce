import type { ts } from 'ts-morph';
import type { Severity } from '#base';
import type { Finding, JsonSchema, PermissionName, Permissions } from '#protocol';
import type { BuiltinUse } from './model/builtinUses.ts';
import type { Parsed } from './model/program.ts';
import type { Evaluator } from './model/values/evaluation.ts';

/** A source that shows a rule: what it finds, or what it must leave alone. */
export interface Sample {
  readonly code: string;
  /** Why it is good or bad, in a few words. */
  readonly why: string;
  readonly permissions?: Permissions;
}

/** What rules look at. */
export interface RuleContext extends Parsed {
  readonly permissions: Permissions;
  readonly input: JsonSchema;
  readonly evaluator: Evaluator;
  /** Every node that is there at run time, parents first. */
  readonly nodes: readonly ts.Node[];
  readonly builtins: readonly BuiltinUse[];
  /** Permissions that the code makes use of, with where. */
  readonly uses: ReadonlyMap<PermissionName, readonly ts.Node[]>;
}

/** What a rule finds; the rest of a finding follows from the rule and the place. */
export interface Found {
  readonly at: ts.Node | { readonly start: number; readonly end: number };
  /** What is there and why it matters, one sentence. */
  readonly message: string;
  /** Where it isn't the rule's own. */
  readonly severity?: Severity;
  readonly hint?: string;
}

/** One rule, in one file with the samples that are its tests and its documentation. */
export interface Rule {
  /** Kebab-case, and the name of its file and of its page. */
  readonly id: string;
  readonly title: string;
  /** Of most of its findings; `error` blocks the program. */
  readonly severity: Severity;
  readonly why: string;
  readonly hint: string;
  readonly good: readonly Sample[];
  readonly bad: readonly Sample[];
  check(context: RuleContext): Iterable<Found> | Promise<Iterable<Found>>;
}

/** Places a finding in index.ts. */
export function toFinding(rule: Rule, found: Found, file: ts.SourceFile): Finding {
  const start = 'kind' in found.at ? found.at.getStart(file) : found.at.start;
  const end = 'kind' in found.at ? found.at.getEnd() : found.at.end;
  const place = file.getLineAndCharacterOfPosition(start);
  return {
    rule: rule.id,
    severity: found.severity ?? rule.severity,
    start,
    end,
    line: place.line + 1,
    column: place.character + 1,
    message: found.message,
    hint: found.hint ?? rule.hint,
  };
}
