import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { policyFileName } from '#protocol';
import { joined } from '../../texts/quantities.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { isPolicyBroken, stepText } from '../steps.ts';
import {
  choicesOf,
  descriptionOf,
  type KnownIntent,
  knownIntents,
  requestFor,
  type Scope,
  scopeLabel,
  scopes,
  slotsToFill,
} from './intents.ts';

/** What somebody asks for. */
export interface Question {
  readonly text: string;
  readonly scope: Scope;
  /** The capability that was chosen; undefined where any may serve. */
  readonly name?: string;
  /** The folder that is asked. */
  readonly folder: FolderCapabilities;
}

/** A way of asking for a capability, with the folder that has it. */
interface KnownAt {
  readonly folder: FolderCapabilities;
  readonly known: KnownIntent;
}

interface QuestionItem extends vscode.QuickPickItem {
  readonly at?: KnownAt;
  /** Done in place of a question: a command with what it is given. */
  readonly command?: readonly [command: string, ...given: readonly unknown[]];
}

const scopeIcons: { readonly [S in Scope]: string } = {
  selection: 'list-selection',
  file: 'file',
  workspace: 'root-folder',
};

/**
 * Asks for a request: one of those that admitted capabilities serve, or any words.
 * @param folder whose capabilities come first, and are asked in free words
 * @param others whose capabilities can be chosen as well
 */
export async function askForQuestion(
  folder: FolderCapabilities,
  others: readonly FolderCapabilities[],
  usual: Scope,
  value = '',
): Promise<Question | undefined> {
  const known = [folder, ...others].flatMap((at) => knownIntents(at.rows).map((one) => ({ folder: at, known: one })));
  const pick = vscode.window.createQuickPick<QuestionItem>();
  const selected = vscode.window.activeTextEditor?.selections.filter(({ isEmpty }) => !isEmpty).length ?? 0;
  let scope = usual;
  const showScope = () => {
    const title = l10n.t('Ask about {0}', scopeLabel(scope, selected));
    // Which folder is asked is only a question where there are several.
    pick.title = others.length > 0 ? l10n.t('{0} in {1}', title, folder.folder.name) : title;
    pick.buttons = scopes
      .filter((other) => other !== scope)
      .map((other) => ({
        iconPath: new vscode.ThemeIcon(scopeIcons[other]),
        tooltip: l10n.t('Ask about {0}', scopeLabel(other)),
        scope: other,
      }));
  };
  const showItems = () => {
    const words = pick.value.trim();
    const free = {
      label: words,
      description: l10n.t('ask in these words'),
      iconPath: icon('comment'),
      alwaysShow: true,
    };
    const items = known.map((at) => itemOf(at, others.includes(at.folder)));
    pick.items = [...(words === '' ? [] : [free]), ...(items.length > 0 ? items : waysOut(folder))];
  };
  pick.placeholder =
    known.length === 0
      ? l10n.t('What should be done? No capability is admitted yet.')
      : l10n.t('What should be done? Choose, or say it in your own words.');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.value = value;
  showScope();
  showItems();
  const chosen = await new Promise<QuestionItem | string | undefined>((done) => {
    pick.onDidChangeValue(showItems);
    pick.onDidTriggerButton((button) => {
      scope = (button as { scope?: Scope }).scope ?? scope;
      showScope();
    });
    pick.onDidAccept(() => {
      done(pick.selectedItems[0] ?? pick.value.trim());
      pick.hide();
    });
    pick.onDidHide(() => {
      done(undefined);
      pick.dispose();
    });
    pick.show();
  });
  if (chosen === undefined || chosen === '') return undefined;
  if (typeof chosen === 'string') return { text: chosen, scope, folder };
  const { at, command } = chosen;
  if (command !== undefined) {
    await vscode.commands.executeCommand(...command);
    return undefined;
  }
  return at === undefined ? { text: chosen.label, scope, folder } : questionFor(at.folder, at.known, scope);
}

/** Asks for what an intent leaves open. */
export async function questionFor(
  folder: FolderCapabilities,
  { name, intent, title }: KnownIntent,
  scope: Scope,
): Promise<Question | undefined> {
  const schema = folder.row(name)?.capability?.manifest.input;
  const values = new Map<string, string>();
  for (const slot of slotsToFill(intent, schema)) {
    const choices = choicesOf(slot, schema);
    const prompt = descriptionOf(slot, schema) ?? l10n.t('{0} of “{1}”', slot, intent);
    const value =
      choices.length > 0
        ? await vscode.window.showQuickPick(choices, { title, placeHolder: prompt })
        : await vscode.window.showInputBox({ title, prompt, placeHolder: slot });
    if (value === undefined) return undefined;
    values.set(slot, value);
  }
  return { text: requestFor(intent, values), scope, name, folder };
}

/** What leads to the first capability that may be asked. */
function waysOut(folder: FolderCapabilities): readonly QuestionItem[] {
  const { rows } = folder;
  if (isPolicyBroken(rows)) {
    const { label, icon: name } = stepText({ kind: 'policy' });
    return [wayOut(label, name, 'vscode.open', folder.uriOf(policyFileName))];
  }
  const verify = wayOut(l10n.t('Verify All Capabilities…'), 'verified', 'toolwright.capabilities.verifyAll');
  const { label, icon: name } = stepText({ kind: 'create' });
  const create = wayOut(label, name, 'toolwright.capabilities.create');
  return rows.some(({ standing }) => standing === 'unverified') ? [verify, create] : [create];
}

function wayOut(label: string, name: string, ...command: NonNullable<QuestionItem['command']>): QuestionItem {
  return { label, iconPath: icon(name), command, alwaysShow: true };
}

/** @param elsewhere the folder is another one than the title says */
function itemOf(at: KnownAt, elsewhere: boolean): QuestionItem {
  const { intent, title } = at.known;
  const description = joined([title, elsewhere && l10n.t('in {0}', at.folder.folder.name)]);
  return { label: intent, description, iconPath: icon('play'), at };
}

function icon(name: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name);
}
