import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { messageOf, type TaskOptions, ToolwrightError } from '#base';
import type { CapabilityRow, PlainData, RequestOutcome } from '#protocol';
import type { languageModelTools } from '../../contributions/index.ts';
import { plain } from '../../texts/markdown.ts';
import { sentences } from '../../texts/sentences.ts';
import { userAsking } from '../person.ts';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { answerText, catalogue, reachesOut, reachOf, textIn } from './answers.ts';

type ToolName = keyof typeof languageModelTools;

type Prepared = vscode.PreparedToolInvocation;

interface Tool {
  readonly prepare?: (input: unknown) => Promise<Prepared>;
  readonly invoke: (input: unknown, options: TaskOptions) => Promise<string>;
}

/** The agent's own name is not told to tools. */
const by = () => ({ user: userAsking('agent'), origin: 'agent' as const });

/**
 * Tools for agents in the editor. VS Code takes only those that package.json names, so that capabilities, which come
 * and go, are behind three of them; the MCP server has one for each.
 */
export function offerTools(service: CapabilityService): vscode.Disposable {
  const tools: { readonly [T in ToolName]: Tool } = {
    toolwright_list_capabilities: {
      invoke: async () => {
        await readAll(service);
        return JSON.stringify(catalogue(service.all.map(({ row }) => row)), null, 2);
      },
    },
    toolwright_ask: {
      prepare: async (input) => prepareAsk(service, textIn(input, 'request') ?? ''),
      invoke: (input, options) => ask(service, input, options),
    },
    toolwright_run_capability: {
      prepare: async (input) => prepareRun(service, textIn(input, 'name') ?? ''),
      invoke: (input, options) => run(service, input, options),
    },
  };
  const registered = Object.entries(tools).map(([name, tool]) => vscode.lm.registerTool(name, toolOf(tool)));
  return vscode.Disposable.from(...registered);
}

function toolOf({ prepare, invoke }: Tool): vscode.LanguageModelTool<unknown> {
  return {
    async invoke({ input }, token) {
      const controller = new AbortController();
      const stop = token.onCancellationRequested(() => controller.abort());
      try {
        return textResult(await invoke(input, { signal: controller.signal }));
      } catch (error) {
        // An agent can do something about an error of the user's kind; all others are for the log of VS Code.
        if (!ToolwrightError.is(error)) throw error;
        return textResult(sentences(messageOf(error), error.hint));
      } finally {
        stop.dispose();
      }
    },
    ...(prepare === undefined ? {} : { prepareInvocation: ({ input }) => prepare(input) }),
  };
}

function textResult(text: string): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}

async function ask(service: CapabilityService, input: unknown, options: TaskOptions): Promise<string> {
  const text = textIn(input, 'request');
  if (text === undefined) throw new ToolwrightError('no-request', 'The argument "request" has to be a text.');
  const given = (input as { readonly input?: PlainData }).input;
  const request = { text, ...by(), ...(given === undefined ? {} : { input: given }) };
  let best: RequestOutcome | undefined;
  // Which folder is meant is not said: the first one that can do it serves.
  for (const folder of await readAll(service)) {
    const outcome = await folder.session.ask(request, options);
    void folder.refresh();
    if (outcome.kind === 'served') return answerText(outcome, 'named');
    if (best === undefined || rank(outcome) > rank(best)) best = outcome;
  }
  return best === undefined ? 'There is no folder open.' : answerText(best);
}

async function run(service: CapabilityService, input: unknown, options: TaskOptions): Promise<string> {
  const name = textIn(input, 'name');
  await readAll(service);
  const at = service.all.find(({ row }) => row.name === name);
  if (name === undefined || at === undefined) {
    const known = service.all.flatMap(({ row }) => (row.standing === 'admitted' ? [row.name] : []));
    const hint = known.length === 0 ? 'None is admitted.' : `These are admitted: ${known.join(', ')}.`;
    throw new ToolwrightError('no-such-capability', `There is no capability "${name ?? ''}".`, { hint });
  }
  const given = (input as { readonly input?: PlainData }).input ?? null;
  const outcome = await at.folder.session.call(name, given, by(), options);
  void at.folder.refresh();
  return answerText(outcome);
}

/** Which of several failures tells more. */
function rank(outcome: RequestOutcome): number {
  return ['missing_handler', 'low_confidence', 'permission', 'timeout', 'error', 'served'].indexOf(outcome.kind);
}

async function prepareAsk(service: CapabilityService, request: string): Promise<Prepared> {
  await readAll(service);
  const reaching = service.all.map(({ row }) => row).filter(reachesOut);
  return {
    invocationMessage: l10n.t('Asking Toolwright: {0}', plain(request)),
    ...(reaching.length === 0 ? {} : { confirmationMessages: confirmation(l10n.t('Ask Toolwright?'), reaching) }),
  };
}

async function prepareRun(service: CapabilityService, name: string): Promise<Prepared> {
  await readAll(service);
  const reaching = service.all.flatMap(({ row }) => (row.name === name && reachesOut(row) ? [row] : []));
  return {
    invocationMessage: l10n.t('Running the capability {0}', plain(name)),
    ...(reaching.length === 0 ? {} : { confirmationMessages: confirmation(l10n.t('Run {0}?', name), reaching) }),
  };
}

/** What those capabilities reach, for a person to agree to. */
function confirmation(title: string, rows: readonly CapabilityRow[]): vscode.LanguageModelToolConfirmationMessages {
  const lines = rows.flatMap((row) => {
    const { writes, network, tasks } = reachOf(row);
    const name = plain(row.name);
    return [
      ...(writes.length === 0
        ? []
        : [l10n.t('- {0} proposes changes and moves of files: {1}', name, plain(writes.join(', ')))]),
      ...(network.length === 0 ? [] : [l10n.t('- {0} asks on the network: {1}', name, plain(network.join(', ')))]),
      ...(tasks.length === 0
        ? []
        : [l10n.t('- {0} asks for tasks, which the agent cannot start: {1}', name, plain(tasks.join(', ')))]),
    ];
  });
  const intro =
    rows.length === 1
      ? l10n.t('This capability reaches beyond its input:')
      : l10n.t('The request may lead to one of these capabilities, which reach beyond their input:');
  return { title, message: new vscode.MarkdownString([intro, '', ...lines].join('\n')) };
}

async function readAll(service: CapabilityService): Promise<readonly FolderCapabilities[]> {
  for (const folder of service.folders) await folder.ready();
  return service.folders;
}
