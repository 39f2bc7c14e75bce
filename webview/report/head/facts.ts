import * as l10n from '@vscode/l10n';
import type { VerificationReport } from '#protocol';
import { h } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { goTo } from '../../ui/section.ts';
import { number } from '../../ui/words.ts';
import { riskWords } from '../words.ts';

/** The figures that people look for first; each leads to its part of the report. */
export function facts({
  asked,
  reached,
  risk,
  safety,
  types,
  runs,
  mutation,
  sandbox,
}: VerificationReport): HTMLElement[] {
  const passed = runs.filter((run) => run.passed).length;
  const findings = safety.findings.length + types.length;
  return [
    fact(
      l10n.t('Level'),
      reached ?? l10n.t('none'),
      reached === asked ? l10n.t('as asked for') : l10n.t('asked for {0}', asked),
      'levels',
      'level',
    ),
    fact(l10n.t('Risk'), number(risk.score), riskWords(risk.class), 'risk'),
    fact(l10n.t('Safety score'), number(safety.score), l10n.t('of 100'), 'analysis'),
    fact(l10n.t('Findings'), number(findings), undefined, 'analysis'),
    fact(
      l10n.t('Runs passed'),
      number(passed),
      l10n.t('of {0}', number(runs.length)),
      runs.length > 0 ? 'runs' : undefined,
    ),
    ...(mutation === undefined
      ? []
      : [
          fact(
            l10n.t('Changes noticed'),
            number(mutation.killed),
            l10n.t('of {0}', number(mutation.mutants)),
            'mutation',
          ),
        ]),
    fact(l10n.t('Sandbox'), sandbox?.runner ?? l10n.t('nothing was run'), undefined, sandbox ? 'sandbox' : undefined),
  ];
}

function fact(
  name: string,
  value: string,
  more: string | undefined,
  section: string | undefined,
  look?: string,
): HTMLElement {
  return h(
    'div',
    { class: look },
    h('dt', {}, section === undefined ? name : link(name, () => goTo(section))),
    h('dd', {}, h('strong', {}, value), more === undefined ? undefined : h('span', {}, ` ${more}`)),
  );
}
