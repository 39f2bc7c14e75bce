import * as l10n from '@vscode/l10n';
import type { RolloutDecision, StageNeed } from '#protocol';
import { h } from '../../ui/h.ts';
import { number } from '../../ui/words.ts';
import { sign } from '../signs.ts';
import { evidence, minutes, requests } from '../words.ts';

/** What the stage needs before it advances, what is there, and how much is missing; nothing while it does not wait. */
export function needsOf({ action, needs }: RolloutDecision): HTMLElement | undefined {
  if (action !== 'hold' || needs === undefined) return undefined;
  const asked = needs.filter(({ needed }) => needed > 0);
  return h(
    'div',
    { class: 'needs' },
    h('p', { class: 'needs-title', id: 'needs' }, l10n.t('What this stage needs before the next one')),
    h('ul', { 'aria-labelledby': 'needs' }, ...asked.map(line)),
  );
}

function line(need: StageNeed): HTMLElement {
  const isThere = need.done >= need.needed;
  return h(
    'li',
    { class: 'marked-line' },
    sign(isThere ? 'pass-filled' : 'circle-large', isThere ? 'passed' : 'skipped'),
    h('span', {}, wordsOf(need), ' ', h('span', { class: 'amount' }, isThere ? l10n.t('there') : missingWords(need))),
  );
}

function wordsOf({ kind, done, needed }: StageNeed): string {
  const some = Math.floor(done);
  switch (kind) {
    case 'minutes':
      return l10n.t('Time: {0} of {1}', number(Math.min(some, needed)), minutes(needed));
    case 'requests':
      return l10n.t('Requests of the new version: {0} of {1}', number(some), number(needed));
    case 'evidence':
      return l10n.t('Evidence that it does no harm: {0} of {1}', evidence(done), evidence(needed));
  }
}

function missingWords({ kind, done, needed, missingRequests }: StageNeed): string {
  switch (kind) {
    case 'minutes':
      return l10n.t('{0} to go', minutes(Math.ceil(needed - done)));
    case 'requests':
      return l10n.t('{0} to go', requests(needed - done));
    case 'evidence':
      return missingRequests === undefined
        ? l10n.t('as it goes, no number of requests will do')
        : l10n.t('about {0} to go', requests(missingRequests));
  }
}
