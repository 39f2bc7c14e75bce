import type * as vscode from 'vscode';
import { isSafetyRule } from '#protocol';
import type { CommandHandler } from '../../commands.ts';
import type { CommandId } from '../../contributions/index.ts';
import { ask, askArguments } from '../ask/ask.ts';
import { isStep, takeStep } from '../ask/failure.ts';
import type { CapabilityUi } from '../ports.ts';
import { openRulePage } from '../rulePage.ts';
import { approveCapability } from './approve.ts';
import { createCapability } from './create.ts';
import { openCode, openReport, runExamples } from './open.ts';
import { installRuntime, removeRuntime } from './runtime.ts';
import { showSandbox } from './sandbox.ts';
import { folderAt } from './subject.ts';
import { verifyAll, verifyCapability } from './verify.ts';

/** The commands of capabilities. */
export type CapabilityCommandId = Extract<CommandId, 'toolwright.ask' | `toolwright.capabilities.${string}`>;

/** @param extension the folder of the extension, where the pages about rules are */
export function capabilityCommands(
  ui: CapabilityUi,
  extension: vscode.Uri,
): { readonly [K in CapabilityCommandId]: CommandHandler } {
  return {
    'toolwright.ask': (given, folder) => ask(ui, askArguments(given), folderAt(ui.service, folder)),
    'toolwright.capabilities.verify': (given, folder) => verifyCapability(ui, given, folder),
    'toolwright.capabilities.verifyAll': (given) => verifyAll(ui, given),
    'toolwright.capabilities.openReport': (given, folder) => openReport(ui, given, folder),
    'toolwright.capabilities.runExamples': (given, folder) => runExamples(ui, given, folder),
    'toolwright.capabilities.approve': (given, folder) => approveCapability(ui, given, folder),
    'toolwright.capabilities.create': (given, folder) => createCapability(ui, given, folder),
    'toolwright.capabilities.showSandbox': () => showSandbox(ui),
    'toolwright.capabilities.installRuntime': () => installRuntime(ui),
    'toolwright.capabilities.removeRuntime': () => removeRuntime(ui),
    'toolwright.capabilities.openCode': (given, folder) => openCode(ui, given, folder),
    'toolwright.capabilities.openRule': async (rule) => {
      if (typeof rule === 'string' && isSafetyRule(rule)) await openRulePage(extension, rule);
    },
    'toolwright.capabilities.refresh': async () => {
      for (const folder of ui.service.folders) {
        await folder.ready();
        await folder.change();
      }
    },
    'toolwright.capabilities.rateGood': (given, folder) => ui.feedback.rate('good', given, folder),
    'toolwright.capabilities.rateBad': (given, folder) => ui.feedback.rate('bad', given, folder),
    'toolwright.capabilities.takeStep': async (step, text, folder) => {
      const at = folderAt(ui.service, folder);
      if (at !== undefined && isStep(step)) await takeStep(at, step, typeof text === 'string' ? text : '');
    },
  };
}
