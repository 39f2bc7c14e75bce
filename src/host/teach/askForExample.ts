import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { messageOf } from '#base';
import { isJson } from '#engine';
import { type Preview, short } from './preview.ts';
import type { Teaching } from './teaching.ts';
import { Typing } from './typing.ts';
import { counted } from './words.ts';

/**
 * Asks what one input should become, and shows with each letter what that makes of all others.
 * @returns undefined where the user gave up
 */
export async function askForExample(teaching: Teaching, preview: Preview, at: number): Promise<string | undefined> {
  const input = teaching.inputs[at] ?? '';
  const box = vscode.window.createInputBox();
  const { column } = teaching.about;
  box.title = l10n.t('What should “{0}” become?', short(input));
  box.prompt =
    column === undefined
      ? l10n.t('Type the result. Enter accepts it, Escape leaves everything as it is.')
      : l10n.t(
          'Type the result for this cell of column “{0}”. Enter accepts it, Escape leaves everything as it is.',
          column,
        );
  box.value = teaching.resultAt(at) ?? input;
  box.ignoreFocusOut = true;
  preview.reveal(at);
  const isWhole = () => !teaching.json || isJson(box.value);
  const notJson = l10n.t('This is not JSON yet: texts stand in double quotes, names of properties too.');
  const typing = new Typing(teaching, at, {
    inSight: () => preview.inSight(),
    began: () => {
      box.busy = true;
    },
    ended: (error) => {
      box.busy = false;
      if (error !== undefined) return tell(box, messageOf(error));
      box.prompt = state(teaching);
      box.validationMessage = undefined;
    },
  });
  try {
    return await new Promise<string | undefined>((done) => {
      box.onDidChangeValue((text) => {
        if (isWhole()) typing.typed(text);
        else tell(box, notJson);
      });
      box.onDidAccept(() => {
        if (!isWhole()) tell(box, notJson);
        else if (box.value !== input || teaching.examples.length > 0) done(box.value);
        else tell(box, l10n.t('Change the text into what it should become.'));
      });
      box.onDidHide(() => done(undefined));
      box.show();
    });
  } finally {
    typing.dispose();
    box.dispose();
  }
}

function tell(box: vscode.InputBox, message: string): void {
  box.validationMessage = { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

/** How far the present lesson reaches. */
function state(teaching: Teaching): string {
  if (teaching.learned === undefined) return l10n.t('No rule is known yet that does this.');
  const without = teaching.inputs.filter((_, at) => teaching.resultAt(at) === null).length;
  const all = counted(teaching.about, teaching.inputs.length);
  return without === 0
    ? l10n.t('Previewed: {0}.', all)
    : l10n.t('Previewed: {0}; {1} without an answer.', all, counted(teaching.about, without));
}
