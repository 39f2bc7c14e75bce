import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError, ToolwrightError } from '#base';
import { inOneLine, isCancelled } from '../errors.ts';

/** There is no model, or not the one that was chosen. */
export function noModel(): ToolwrightError {
  return new ToolwrightError('no-language-model', l10n.t('The editor has no language model, or not the chosen one'), {
    hint: l10n.t('“Toolwright: Choose Language Model” shows those that it has.'),
  });
}

/** Nobody has allowed it. */
export function notAllowed(): ToolwrightError {
  return new ToolwrightError(
    'language-model-refused',
    l10n.t('Nobody has allowed Toolwright to ask a language model'),
    {
      hint: l10n.t('“Toolwright: Choose Language Model” does.'),
    },
  );
}

/** What was thrown when a model was asked, as an error of ours. A cancellation stays one. */
export function failureOf(error: unknown, model: vscode.LanguageModelChat): Error {
  if (isCancelled(error)) return new CancelledError();
  const code = error instanceof vscode.LanguageModelError ? error.code : undefined;
  switch (code) {
    case 'NoPermissions':
      return new ToolwrightError('language-model-refused', l10n.t('{0} may not be asked by Toolwright', model.name), {
        hint: l10n.t('“Manage Language Model Access” in the Accounts menu allows it.'),
        cause: error,
      });
    case 'NotFound':
      return noModel();
    case 'Blocked':
      return new ToolwrightError(
        'language-model-failed',
        l10n.t('{0} did not answer: {1}', model.name, inOneLine(error)),
        { hint: l10n.t('Its quota may be used up: try again later, or choose another model.'), cause: error },
      );
    default:
      return new ToolwrightError(
        'language-model-failed',
        l10n.t('{0} did not answer: {1}', model.name, inOneLine(error)),
        { hint: l10n.t('Try again, or choose another model.'), cause: error },
      );
  }
}
