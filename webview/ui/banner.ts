import * as l10n from '@vscode/l10n';
import { type Child, h, icon } from './h.ts';

/** What went wrong, and what to do about it. */
export interface Failure {
  readonly message: string;
  readonly hint?: string;
}

export interface Banner {
  readonly element: HTMLElement;
  /** What is going on; nothing hides it. */
  showBusy(step: string | undefined): void;
  showFailure(failure: Failure | undefined): void;
}

/**
 * Above a panel: what is going on, and what went wrong with what to do about it.
 * @param onDismiss the failure was read
 * @param actions buttons beside a failure
 */
export function createBanner(onDismiss: () => void, ...actions: readonly Child[]): Banner {
  const busy = h('div', { class: 'busy', role: 'status' });
  const failure = h('div', { class: 'failure', role: 'alert' });
  return {
    element: h('div', { class: 'banner' }, busy, failure),
    showBusy(step) {
      busy.hidden = step === undefined;
      busy.replaceChildren(h('vscode-progress-ring', { 'aria-hidden': 'true' }), step ?? '');
    },
    showFailure(failed) {
      failure.hidden = failed === undefined;
      if (failed === undefined) return failure.replaceChildren();
      failure.replaceChildren(
        icon('error'),
        h(
          'div',
          { class: 'words' },
          h('strong', {}, failed.message),
          failed.hint === undefined ? undefined : h('span', {}, failed.hint),
        ),
        ...actions.filter((action) => action !== undefined),
        h(
          'vscode-button',
          {
            appearance: 'icon',
            'aria-label': l10n.t('Dismiss'),
            title: l10n.t('Dismiss'),
            on: { click: onDismiss },
          },
          icon('close'),
        ),
      );
    },
  };
}
