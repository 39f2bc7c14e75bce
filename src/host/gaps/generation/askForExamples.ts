import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gap, PlainData } from '#protocol';

/** A call of what is missing, and what has to come of it. */
export interface GivenExample {
  readonly input: readonly PlainData[];
  readonly output: PlainData;
}

/** Letters of an input that fit into a question. */
const longestShown = 80;

/**
 * Asks what should become of something that was at hand when the request failed. Nothing, where the user leaves it open:
 * then the words alone have to tell.
 * @returns undefined where the user thinks better of it
 */
export async function askForExamples(gap: Gap): Promise<readonly GivenExample[] | undefined> {
  const title = l10n.t('Generate: “{0}”', shown(gap.intent));
  const input = sampleInput(gap) ?? (await askForInput(title));
  if (input === undefined) return undefined;
  if (input === '') return [];
  const output = await vscode.window.showInputBox({
    title,
    prompt: l10n.t('What should become of “{0}”? Leave it empty to go by the words alone.', shown(input)),
    ignoreFocusOut: true,
  });
  if (output === undefined) return undefined;
  return output === '' ? [] : [{ input: [input], output }];
}

function askForInput(title: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: l10n.t('A text that it is for, as an example. Leave it empty to go by the words alone.'),
    ignoreFocusOut: true,
  });
}

/** The first line of what was selected that is not too long to be asked about. */
export function sampleInput({ parameters, otherInputs }: Gap): string | undefined {
  const at = Math.max(0, parameters.indexOf('selection'));
  for (const row of otherInputs) {
    const text = row[at];
    if (typeof text !== 'string') continue;
    const line = text.split(/\r\n|[\r\n]/).find((one) => one.trim() !== '');
    if (line !== undefined && line.length <= longestShown) return line;
  }
  return undefined;
}

function shown(text: string): string {
  return text.length > longestShown ? `${[...text].slice(0, longestShown - 1).join('')}…` : text;
}
