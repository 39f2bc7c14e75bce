import type { CommandHandler } from '../../commands.ts';
import type { CommandId } from '../../contributions/index.ts';
import type { RolloutUi } from '../ports.ts';
import { openPolicy } from './openPolicy.ts';
import { startRollout } from './start.ts';
import { steer } from './steer.ts';
import { stopAll } from './stopAll.ts';
import { namedRollout } from './subject.ts';

export type RolloutCommandId = Extract<CommandId, `toolwright.rollouts.${string}`>;

/**
 * The commands of rollouts. Those about one take its row, or from other extensions `{ name, reason }` and the folder; with a
 * reason nothing is asked.
 */
export function rolloutCommands(ui: RolloutUi): { readonly [K in RolloutCommandId]: CommandHandler } {
  return {
    'toolwright.rollouts.show': async (argument, folder) => {
      const at = await namedRollout(ui.service, argument, folder);
      ui.dashboard.show(at && { folder: at.folder.key, name: at.status.name });
    },
    'toolwright.rollouts.start': (argument, folder) => startRollout(ui, argument, folder),
    'toolwright.rollouts.advance': (argument, folder) => steer(ui, 'advance', argument, folder),
    'toolwright.rollouts.pause': (argument, folder) => steer(ui, 'pause', argument, folder),
    'toolwright.rollouts.resume': (argument, folder) => steer(ui, 'resume', argument, folder),
    'toolwright.rollouts.rollBack': (argument, folder) => steer(ui, 'roll-back', argument, folder),
    'toolwright.rollouts.stopAll': (argument) => stopAll(ui, argument),
    'toolwright.rollouts.openPolicy': (folder) => openPolicy(ui, folder),
  };
}
