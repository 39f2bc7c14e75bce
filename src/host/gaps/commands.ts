import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, ToolwrightError } from '#base';
import type { Gap, PlainData } from '#protocol';
import { personName } from '../capabilities/person.ts';
import type { CommandHandler } from '../commands.ts';
import type { Tasks } from '../tasks.ts';
import type { GapService } from './gapService.ts';
import { isGapElement } from './gapTree.ts';
import { type GapAt, type GenerateArguments, generateForGap } from './generation/generate.ts';
import type { GenerationUi } from './generation/ports.ts';
import { writeMissing } from './missing/writeMissing.ts';
import { teachGap } from './teachGap.ts';

export interface GapCommands {
  readonly 'toolwright.gaps.refresh': CommandHandler;
  readonly 'toolwright.gaps.ignore': CommandHandler;
  readonly 'toolwright.gaps.notice': CommandHandler;
  readonly 'toolwright.gaps.generate': CommandHandler;
  readonly 'toolwright.gaps.teach': CommandHandler;
  readonly 'toolwright.gaps.writeMissing': CommandHandler;
}

/**
 * The commands of the Gaps view. The first answers with all gaps, for other extensions; those about one gap take its row,
 * or from other extensions `{ id }`, or `{ request }` with the words of one of its requests.
 */
export function gapCommands(service: GapService, tasks: Pick<Tasks, 'run'>, generation: GenerationUi): GapCommands {
  return {
    'toolwright.gaps.refresh': async () => {
      await tasks.run(
        l10n.t('Looking for gaps'),
        (options) => Promise.all(service.folders.map((folder) => folder.refresh(options))),
        'toolwright.gaps',
      );
      return service.folders.flatMap(({ gaps }) => gaps);
    },
    'toolwright.gaps.ignore': (argument) => decide(service, argument, true),
    'toolwright.gaps.notice': (argument) => decide(service, argument, false),
    'toolwright.gaps.generate': async (argument) => {
      const at = await wantedGap(service, argument);
      return at && generateForGap(generation, at, generateArguments(argument));
    },
    'toolwright.gaps.teach': async (argument) => {
      const at = await wantedGap(service, argument);
      if (at !== undefined) await teachGap(at.gap);
    },
    'toolwright.gaps.writeMissing': (id) => writeMissing(service, id),
  };
}

async function decide(service: GapService, argument: unknown, ignored: boolean): Promise<void> {
  const at = gapOf(service, argument);
  if (at === undefined) return;
  const reason = ignored ? await reasonFor(at.gap, argument) : l10n.t('it is wanted again');
  if (reason === undefined) return;
  const person = (await personName()) || l10n.t('somebody');
  await at.folder.ignore(at.gap.id, { ignored, person, reason });
}

async function reasonFor({ intent }: Gap, argument: unknown): Promise<string | undefined> {
  if (isRecord(argument) && typeof argument.reason === 'string') return argument.reason;
  const reason = await vscode.window.showInputBox({
    title: l10n.t('Ignore “{0}”', intent),
    prompt: l10n.t('Why is nothing to be done about it?'),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? l10n.t('A decision has a reason.') : undefined),
  });
  return reason?.trim();
}

function gapOf(service: GapService, argument: unknown): GapAt | undefined {
  if (isGapElement(argument)) return argument.node.gap && { folder: argument.gaps, gap: argument.node.gap };
  if (!isRecord(argument)) return undefined;
  const { id, request } = argument;
  return gapsOf(service).find(
    ({ gap }) => gap.id === id || (request !== undefined && gap.requests.some(({ text }) => text === request)),
  );
}

function gapsOf(service: GapService): readonly GapAt[] {
  return service.folders.flatMap((folder) => folder.gaps.map((gap) => ({ folder, gap })));
}

/** The gap that a command is about; what failed a moment ago may not be known yet. Without a word the user picks one. */
async function wantedGap(service: GapService, argument: unknown): Promise<GapAt | undefined> {
  const known = gapOf(service, argument);
  if (known !== undefined) return known;
  await Promise.all(service.folders.map((folder) => folder.refresh()));
  const found = gapOf(service, argument);
  if (found !== undefined) return found;
  const open = gapsOf(service).filter(({ gap }) => gap.source === 'requests' && gap.ignored === undefined);
  if (isRecord(argument) || open.length === 0) {
    throw new ToolwrightError('no-such-gap', l10n.t('There is no request that nothing can serve'), {
      hint: l10n.t('Ask for something first: “Toolwright: Ask…”. What fails is a gap.'),
    });
  }
  const items = open.map((at) => ({ label: at.gap.intent, at }));
  return (await vscode.window.showQuickPick(items, { placeHolder: l10n.t('Which request?') }))?.at;
}

/** What a command was called with, as far as it can be used. */
function generateArguments(argument: unknown): GenerateArguments {
  if (!isRecord(argument) || isGapElement(argument)) return {};
  const { examples, keep } = argument;
  const given: readonly unknown[] | undefined = Array.isArray(examples) ? examples : undefined;
  return {
    ...(typeof keep === 'string' ? { keep } : {}),
    ...(given === undefined
      ? {}
      : {
          examples: given.flatMap((one) =>
            isRecord(one) && Array.isArray(one.input) && 'output' in one
              ? [{ input: one.input as readonly PlainData[], output: one.output as PlainData }]
              : [],
          ),
        }),
  };
}
