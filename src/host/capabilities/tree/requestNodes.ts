import * as l10n from '@vscode/l10n';
import type { CapabilityRow, RecordedRequest, RequestOrigin } from '#protocol';
import { plain } from '../../texts/markdown.ts';
import { joined, number } from '../../texts/quantities.ts';
import { type NextStep, nextSteps, stepText } from '../steps.ts';
import { outcomeLabel } from '../texts/words.ts';
import type { CapabilityNode } from './node.ts';

const icons: { readonly [O in RecordedRequest['outcome']]: CapabilityNode['icon'] } = {
  served: { name: 'pass', color: 'good' },
  missing_handler: { name: 'question', color: 'warning' },
  low_confidence: { name: 'question', color: 'warning' },
  timeout: { name: 'watch', color: 'error' },
  permission: { name: 'lock', color: 'warning' },
  error: { name: 'error', color: 'error' },
};

/**
 * The rows of the Requests view, latest first. One that failed opens to what can be done next.
 * @param rows the capabilities as they stand now
 * @param time writes an ISO 8601 time for people
 */
export function requestNodes(
  requests: readonly RecordedRequest[],
  rows: readonly CapabilityRow[],
  time: (at: string) => string,
): readonly CapabilityNode[] {
  return requests.map((recorded) => {
    const { id, at, request, outcome, name, guesses = [] } = recorded;
    const failed = outcome === 'served' ? undefined : { kind: outcome, name, guesses };
    return {
      id: `request/${id}`,
      label: request.text,
      description: joined([name, failed !== undefined && outcomeLabel(outcome), time(at)]),
      tooltip: tooltipOf(recorded, time),
      icon: icons[outcome],
      is: ['request', failed === undefined ? 'served' : 'failure'],
      ...(failed === undefined && { request: id }),
      ...(name === undefined ? {} : { name }),
      ...(failed === undefined
        ? {}
        : { children: nextSteps(failed, rows).map((step) => stepNode(`request/${id}`, step, request.text)) }),
    };
  });
}

function tooltipOf(recorded: RecordedRequest, time: (at: string) => string): string {
  const { request, outcome, reason, name, version, match, milliseconds, at } = recorded;
  return [
    `**${plain(request.text)}**`,
    plain(joined([outcomeLabel(outcome), name !== undefined && `${name} ${version ?? ''}`.trimEnd()])),
    ...(match === undefined ? [] : [plain(l10n.t('understood as “{0}”', match.intent))]),
    ...(reason === undefined ? [] : [plain(reason)]),
    plain(joined([time(at), `${number(Math.round(milliseconds))} ms`, originLabel(request.origin), request.user.id])),
  ].join('\n\n');
}

function originLabel(origin: RequestOrigin): string {
  switch (origin) {
    case 'editor':
      return l10n.t('in the editor');
    case 'agent':
      return l10n.t('by an agent');
    case 'app':
      return l10n.t('by an app');
    case 'command-line':
      return l10n.t('on the command line');
  }
}

function stepNode(parent: string, step: NextStep, text: string): CapabilityNode {
  const { label, detail, icon } = stepText(step);
  const about = 'name' in step ? step.name : 'guess' in step ? step.guess.name : '';
  return {
    id: `${parent}/${step.kind}/${about}`,
    label,
    ...(detail === undefined ? {} : { description: detail }),
    icon: { name: icon, color: 'info' },
    run: { command: 'toolwright.capabilities.takeStep', args: [step, text] },
  };
}
