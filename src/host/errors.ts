import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError, messageOf, ToolwrightError } from '#base';
import { sentences } from './texts/sentences.ts';

/**
 * Tells the user what failed, why, and what to do next; the stack trace of a bug goes to the log alone.
 * A cancellation is no failure and says nothing.
 * @param what the command or task, as the user knows it
 */
export function showError(what: string, error: unknown, log: vscode.LogOutputChannel): void {
  if (isCancelled(error)) return;
  const showLog = l10n.t('Show Log');
  void vscode.window.showErrorMessage(sentence(what, error), showLog).then((chosen) => {
    if (chosen === showLog) log.show();
  });
  logError(what, error, log);
}

/** Writes a failure to the log, with the stack trace where it is a bug. */
export function logError(what: string, error: unknown, log: vscode.LogOutputChannel): void {
  if (isCancelled(error)) return;
  const known = ToolwrightError.is(error);
  log.error(`${what}: ${known ? `[${error.code}] ` : ''}${messageOf(error)}`);
  if (!known && error instanceof Error && error.stack !== undefined) log.error(error.stack);
}

export function isCancelled(error: unknown): boolean {
  return error instanceof CancelledError || error instanceof vscode.CancellationError;
}

function sentence(what: string, error: unknown): string {
  if (!ToolwrightError.is(error)) {
    return withoutLinks(
      l10n.t('{0}: something unexpected went wrong ({1}). The log has the details.', what, inOneLine(error)),
    );
  }
  const reason = `${what}: ${error.message}`;
  return withoutLinks(error.hint === undefined ? reason : sentences(reason, error.hint));
}

/** Notifications make links of `[text](command:…)`, also where it stands in the name of a file. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** What went wrong, without the stack trace that the message of a worker's error carries. */
export function inOneLine(error: unknown): string {
  return messageOf(error).split('\n', 1)[0] ?? '';
}
