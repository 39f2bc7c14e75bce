import * as vscode from 'vscode';
import { type CommandId, commands } from './contributions/index.ts';
import { showError } from './errors.ts';

/** What a command does. Its arguments come from menus, links and key bindings, so it checks them itself. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** One handler for each command of package.json: a missing one and one too many are type errors. */
export type CommandHandlers = { readonly [K in CommandId]: CommandHandler };

/** Registers every command. What a command throws is told to the user. */
export function registerCommands(handlers: CommandHandlers, log: vscode.LogOutputChannel): vscode.Disposable {
  const registered = (Object.keys(commands) as CommandId[]).map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await handlers[id](...args);
      } catch (error) {
        showError(commands[id].title, error, log);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
