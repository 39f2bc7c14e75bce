import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { PlainData, VerificationReport } from '#protocol';
import type { VirtualDocuments } from '../../files/virtualDocuments.ts';

/** Shows what was expected of a run beside what came out, in the editor's own comparison. */
export async function compareRun(
  documents: VirtualDocuments,
  { name, runs }: VerificationReport,
  index: number,
): Promise<void> {
  const run = runs[index];
  if (run?.expected === undefined) {
    throw new ToolwrightError('nothing-to-compare', l10n.t('Nothing was expected of this run'));
  }
  const { expected, result } = run;
  const wanted = 'output' in expected ? json(expected.output) : words(expected.error);
  const output = result.status === 'ok' ? json(result.value) : words(`${result.status}: ${result.message}`);
  // Names of runs are the capability's own words: they are no part of a path.
  const put = (title: string, { text, ending }: Side) =>
    documents.put(`report/${name}/run-${index + 1}/${title}.${ending}`, text);
  await vscode.commands.executeCommand(
    'vscode.diff',
    put(l10n.t('expected'), wanted),
    put(l10n.t('output'), output),
    l10n.t('{0}: expected and output', run.name),
  );
}

/** One side of the comparison: JSON, or the words of an error. */
interface Side {
  readonly text: string;
  readonly ending: 'json' | 'txt';
}

function json(value: PlainData): Side {
  return { text: `${JSON.stringify(value, undefined, 2)}\n`, ending: 'json' };
}

function words(text: string): Side {
  return { text: `${text}\n`, ending: 'txt' };
}
