import type { CommandHandler } from '../commands.ts';
import type { TeachUi } from './ports.ts';
import { synthesizeStub } from './synthesizeStub.ts';
import { teachArguments, teachByExample } from './teachByExample.ts';

export interface TeachCommands {
  readonly 'toolwright.teach': CommandHandler;
  readonly 'toolwright.synthesizeStub': CommandHandler;
}

/** The commands of teaching by example. */
export function teachCommands(ui: TeachUi): TeachCommands {
  // One lesson at a time: a second one would draw over the first.
  let running: Promise<void> | undefined;
  return {
    'toolwright.teach': async (argument) => {
      if (running !== undefined) return;
      running = teachByExample(ui, teachArguments(argument)).finally(() => {
        running = undefined;
      });
      await running;
    },
    'toolwright.synthesizeStub': (argument) => synthesizeStub(ui, argument),
  };
}
