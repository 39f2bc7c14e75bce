import * as vscode from 'vscode';
import type { RolloutStatus } from '#protocol';
import { sentences } from '../../texts/sentences.ts';

const saidMs = 10_000;

/**
 * Says what was done. What could not be kept in the journal does not go by in the status bar: somebody has to look after it.
 * @param statuses the rollouts it was done to, as they stand now
 */
export function sayDone(words: string, statuses: readonly RolloutStatus[]): void {
  vscode.window.setStatusBarMessage(words, saidMs);
  for (const { code, message, hint } of statuses.flatMap(({ problems }) => problems)) {
    if (code === 'rollout-not-recorded') void vscode.window.showWarningMessage(sentences(message, hint));
  }
}
