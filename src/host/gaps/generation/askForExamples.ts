import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gap, PlainData } from '#protocol';
import { number } from '../../texts/quantities.ts';

/** A call of what is missing, and what has to come of it. */
export interface GivenExample {
  readonly input: readonly PlainData[];
  readonly output: PlainData;
}

/** Letters of an input that fit into a question. */
const longestShown = 80;
/** Letters of a text that somebody changes by hand. */
const longestWhole = 20_000;
const lineEnd = /\r\n|[\r\n]/;

/**
 * Asks what should become of something that was at hand when the request failed: of a line of it, or of all of it, which
 * is opened to be changed. Nothing, where the user leaves it open: then the words alone have to tell.
 * @returns undefined where the user thinks better of it
 */
export async function askForExamples(gap: Gap): Promise<readonly GivenExample[] | undefined> {
  const title = l10n.t('Generate: “{0}”', shown(gap.intent));
  const line = sampleInput(gap);
  const whole = wholeInput(gap);
  const about = whole === undefined ? 'line' : await askWhat(title, whole, line);
  if (about === undefined) return undefined;
  if (about === 'words') return [];
  if (about === 'all' && whole !== undefined) return askForWhole(whole);
  const input = line ?? (await askForInput(title));
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

/** What the example is to be about, where more than a line was at hand. */
async function askWhat(
  title: string,
  whole: string,
  line: string | undefined,
): Promise<'line' | 'all' | 'words' | undefined> {
  const count = number(whole.split(lineEnd).length);
  const picked = await vscode.window.showQuickPick(
    [
      ...(line === undefined ? [] : [{ label: l10n.t('A Line'), description: shown(line), about: 'line' as const }]),
      {
        label: l10n.t('The Whole Text…'),
        description: l10n.t('{0} lines are opened, for you to change', count),
        about: 'all' as const,
      },
      {
        label: l10n.t('No Example'),
        description: l10n.t('its words alone tell what is wanted'),
        about: 'words' as const,
      },
    ],
    { title, placeHolder: l10n.t('What will you show the result of, as an example?'), ignoreFocusOut: true },
  );
  return picked?.about;
}

/** Opens a text, and waits until somebody has changed it into what it should become. Their copy is closed then. */
async function askForWhole(text: string): Promise<readonly GivenExample[] | undefined> {
  const document = await vscode.workspace.openTextDocument({ content: text });
  await vscode.window.showTextDocument(document, { preview: false });
  const generate = l10n.t('Generate');
  const message = l10n.t('Change this text into what should become of it, then choose “Generate”.');
  const answer = await vscode.window.showInformationMessage(message, generate);
  if (answer !== generate || document.isClosed) return undefined;
  const output = document.getText();
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return output === text ? [] : [{ input: [text], output }];
}

function askForInput(title: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: l10n.t('A text that it is for, as an example. Leave it empty to go by the words alone.'),
    ignoreFocusOut: true,
  });
}

/** The first line of what was selected that is not too long to be asked about. */
export function sampleInput(gap: Gap): string | undefined {
  for (const text of textsAtHand(gap)) {
    const line = text.split(lineEnd).find((one) => one.trim() !== '');
    if (line !== undefined && line.length <= longestShown) return line;
  }
  return undefined;
}

/** The first of what was selected that has several lines, and not too many to be looked through. */
export function wholeInput(gap: Gap): string | undefined {
  return textsAtHand(gap).find((text) => lineEnd.test(text.trim()) && text.length <= longestWhole);
}

function textsAtHand({ parameters, otherInputs }: Gap): readonly string[] {
  const at = Math.max(0, parameters.indexOf('selection'));
  return otherInputs.map((row) => row[at]).filter((value) => typeof value === 'string');
}

function shown(text: string): string {
  return text.length > longestShown ? `${[...text].slice(0, longestShown - 1).join('')}…` : text;
}
