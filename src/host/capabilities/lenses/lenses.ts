import * as l10n from '@vscode/l10n';
import type { CapabilityRow } from '#protocol';
import type { CommandId } from '../../contributions/index.ts';
import { type ExampleResults, latestRun } from '../examples.ts';
import { failedLevel } from '../texts/words.ts';

/** One code lens as plain data. The command gets the capability's name, and its folder. */
export interface CapabilityLens {
  readonly title: string;
  readonly command: CommandId;
}

const declaration =
  /^[ \t]*export\s+(?:default\s+)?(?:async\s+)?(?:function\s*\*?\s*run\b|(?:const|let|var)\s+run\b)|^[ \t]*export\s*\{[^}]*\brun\b/m;

/** The 0-based line on which a program exports `run`; the top where it does not. */
export function lineOfRun(source: string): number {
  const found = declaration.exec(source);
  return found === null ? 0 : source.slice(0, found.index).split('\n').length - 1;
}

/**
 * What stands above `run`: how far the evidence goes, the risk, and what can be done.
 * @param unsaved the text in the editor is another one than the evidence is for
 */
export function capabilityLenses(
  row: CapabilityRow,
  results: ExampleResults,
  unsaved: boolean,
): readonly CapabilityLens[] {
  const { capability, report, standing } = row;
  if (capability === undefined) {
    return [{ title: l10n.t('broken: see the problems'), command: 'toolwright.capabilities.openCode' }];
  }
  const run = { title: runTitle(row, results), command: 'toolwright.capabilities.runExamples' } as const;
  const examples = capability.examples.length === 0 ? [] : [run];
  if (report === undefined) {
    const verify = 'toolwright.capabilities.verify';
    return [
      { title: l10n.t('not verified'), command: verify },
      { title: l10n.t('verify'), command: verify },
      ...examples,
    ];
  }
  const failed = failedLevel(report);
  const level = failed === undefined ? `${report.asked} ✓` : `${failed} ✗`;
  return [
    { title: unsaved ? l10n.t('as saved: {0}', level) : level, command: 'toolwright.capabilities.verify' },
    { title: l10n.t('risk {0}', report.risk.score), command: 'toolwright.capabilities.openReport' },
    ...(standing === 'waiting'
      ? [{ title: l10n.t('approve'), command: 'toolwright.capabilities.approve' } as const]
      : []),
    ...examples,
    { title: l10n.t('open report'), command: 'toolwright.capabilities.openReport' },
  ];
}

function runTitle({ capability, report }: CapabilityRow, results: ExampleResults): string {
  if (capability === undefined) return '';
  const failed = capability.examples.filter(
    ({ name }) => latestRun(capability, name, report, results)?.passed === false,
  ).length;
  return failed === 0 ? l10n.t('run examples') : l10n.t('run examples ({0} failed)', failed);
}
