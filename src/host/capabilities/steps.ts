import * as l10n from '@vscode/l10n';
import type { CapabilityRow, FailureKind, Guess } from '#protocol';

/** Something that a person can do after a request failed. */
export type NextStep =
  | { readonly kind: 'use'; readonly guess: Guess }
  | { readonly kind: 'verify' | 'approve' | 'report' | 'code'; readonly name: string }
  | { readonly kind: 'policy' | 'generate' | 'ask' | 'create' };

/** A request that was not served, as far as the next steps depend on it. */
export interface FailedRequest {
  readonly kind: FailureKind;
  readonly name?: string | undefined;
  readonly guesses?: readonly Guess[];
}

/** What can be done next, the most promising first. @param rows the capabilities as they stand now */
export function nextSteps(failed: FailedRequest, rows: readonly CapabilityRow[]): readonly NextStep[] {
  const guesses = failed.guesses ?? [];
  const isMissing = failed.kind === 'missing_handler' || failed.kind === 'low_confidence';
  const admitted = guesses.filter(({ name }) => rows.some((row) => row.name === name && row.standing === 'admitted'));
  const tried = rows.find(({ name }) => name === failed.name);
  const others = rows.filter(({ name }) => name !== failed.name && guesses.some((guess) => guess.name === name));
  const towards: readonly NextStep[] = [
    ...(tried === undefined ? [] : stepsTowards(tried)),
    ...admitted.map((guess) => ({ kind: 'use', guess }) as const),
    ...others.filter(({ standing }) => standing !== 'admitted').flatMap((row) => stepsTowards(row).slice(0, 1)),
  ];
  return [
    ...(isPolicyBroken(rows) && towards.length > 0 ? [{ kind: 'policy' } as const] : towards),
    ...(isMissing ? [{ kind: 'generate' } as const] : []),
    { kind: 'ask' },
    ...(isMissing ? [{ kind: 'create' } as const] : []),
  ];
}

/** Whether the policy cannot be used: until it is mended nothing runs, and nothing can be verified. */
export function isPolicyBroken(rows: readonly CapabilityRow[]): boolean {
  return rows.some(({ problems }) => problems.some(({ code }) => code === 'policy-invalid'));
}

/** What brings a capability nearer to running, or tells why it did not do what it should. */
function stepsTowards({ name, standing, report }: CapabilityRow): readonly NextStep[] {
  const see = report === undefined ? [] : [{ kind: 'report', name } as const];
  switch (standing) {
    case 'unverified':
      return [{ kind: 'verify', name }];
    case 'waiting':
      return [{ kind: 'approve', name }, ...see];
    case 'rejected':
      return [...see, { kind: 'code', name }];
    case 'broken':
      return [{ kind: 'code', name }];
    case 'admitted':
      return [...see, { kind: 'code', name }];
  }
}

/** A next step as a row: what it says, and its codicon. */
export function stepText(step: NextStep): { readonly label: string; readonly detail?: string; readonly icon: string } {
  switch (step.kind) {
    case 'use':
      return { label: l10n.t('Use {0} Instead', step.guess.name), detail: step.guess.title, icon: 'play' };
    case 'verify':
      return { label: l10n.t('Verify {0}', step.name), icon: 'verified' };
    case 'approve':
      return { label: l10n.t('Approve {0}…', step.name), icon: 'thumbsup' };
    case 'report':
      return { label: l10n.t('Open the Report of {0}', step.name), icon: 'preview' };
    case 'code':
      return { label: l10n.t('Open the Code of {0}', step.name), icon: 'go-to-file' };
    case 'policy':
      return { label: l10n.t('Open the Policy'), icon: 'law' };
    case 'generate':
      return { label: l10n.t('Generate It…'), detail: l10n.t('from an example, or from its words'), icon: 'sparkle' };
    case 'ask':
      return { label: l10n.t('Ask in Other Words…'), icon: 'comment' };
    case 'create':
      return { label: l10n.t('New Capability…'), icon: 'add' };
  }
}
