import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { CapabilityRow, Gap, GeneratedCapability, Generation, GenerationSession } from '#protocol';
import { nameMistake } from '../../capabilities/commands/create.ts';
import { subjectOf } from '../../capabilities/commands/subject.ts';
import { personName } from '../../capabilities/person.ts';
import { showError } from '../../errors.ts';
import { sentences } from '../../texts/sentences.ts';
import type { FolderGaps } from '../folderGaps.ts';
import { askForExamples, type GivenExample } from './askForExamples.ts';
import type { GenerationUi } from './ports.ts';
import { askForAnswer, chooseNext } from './summary.ts';
import { generationDocument } from './texts.ts';

export interface GapAt {
  readonly folder: FolderGaps;
  readonly gap: Gap;
}

/** What the command can be given by other extensions: nobody is asked for it then. */
export interface GenerateArguments {
  readonly examples?: readonly GivenExample[];
  /** Kept under this name where it may run, or waits for a person. */
  readonly keep?: string;
}

/**
 * Generates a capability for a gap: asks for an example where there is none, shows what is being tried, and what came of
 * it. Nothing is written before the user keeps it.
 */
export async function generateForGap(
  ui: GenerationUi,
  at: GapAt,
  given: GenerateArguments,
): Promise<Generation | undefined> {
  const { gap, folder } = at;
  const examples = given.examples ?? (gap.examples.length > 0 ? [] : await askForExamples(gap));
  if (examples === undefined) return undefined;
  const session = ui.sessionOf(folder);
  const generation = await generateIn(ui, session, gap, examples, given.keep === undefined).catch((error: unknown) => {
    if (given.keep !== undefined || !ToolwrightError.is(error) || error.code !== 'already-served') throw error;
    offerToAsk(ui, at, error);
    return undefined;
  });
  if (generation === undefined) return undefined;
  if (given.keep === undefined) return review(ui, at, session, generation, examples);
  if (isUsable(generation.best)) await keep(ui, at, session, generation.best, given.keep);
  return generation;
}

/** There is something for it by now: what is left is to ask for it. Nobody has to answer. */
function offerToAsk(ui: GenerationUi, { folder, gap }: GapAt, { message, hint }: ToolwrightError): void {
  const askForIt = l10n.t('Ask for It');
  void vscode.window.showInformationMessage(sentences(message, hint), askForIt).then((chosen) => {
    if (chosen !== askForIt) return;
    const at = folder.folder.uri.toString();
    vscode.commands
      .executeCommand('toolwright.ask', { request: gap.intent }, at)
      .then(undefined, (error: unknown) => showError(askForIt, error, ui.log));
  });
}

/**
 * Without a language model first, unless the user has agreed to one: most of what it could do costs nothing here.
 * @param asking whether somebody waits who can be asked
 */
export async function generateIn(
  { tasks, model }: GenerationUi,
  session: GenerationSession,
  gap: Gap,
  examples: readonly GivenExample[],
  asking: boolean,
): Promise<Generation> {
  const title = l10n.t('Generating: {0}', gap.intent);
  const run = (languageModel: boolean) =>
    tasks.run(
      title,
      (task) => session.generate(gap, { ...task, examples, languageModel, modelLimits: model.limits() }),
      'toolwright.gaps',
    );
  const agreed = await model.mayBeAsked(false);
  const generation = await run(agreed);
  if (generation.ended === 'found' || agreed || !asking || !(await model.mayBeAsked(true))) return generation;
  return run(true);
}

/**
 * Shows the summary, and does what the user chooses. An answer to its question is one more example, with which it is
 * generated anew.
 * @param examples what it was generated with, beside those of the gap
 * @returns the last generation
 */
export async function review(
  ui: GenerationUi,
  at: GapAt,
  session: GenerationSession,
  generation: Generation,
  examples: readonly GivenExample[],
): Promise<Generation> {
  const choice = await chooseNext(generation);
  const { best } = generation;
  if (choice === 'discard') return generation;
  if (choice === 'answer' && best?.question !== undefined) {
    const answer = await askForAnswer(best.question);
    const known = answer === undefined ? examples : [...examples, answer];
    const next = answer === undefined ? generation : await generateIn(ui, session, at.gap, known, true);
    return review(ui, at, session, next, known);
  }
  if (choice === 'keep' && best !== undefined) await keepAsked(ui, at, session, best);
  else {
    if (choice === 'program' && best !== undefined) await showProgram(ui, best);
    else await showReport(ui, at, generation);
    if (isUsable(best)) offerToKeep(ui, at, session, best);
  }
  return generation;
}

/** Beside what is being read: nothing covers it, and nobody has to answer. */
function offerToKeep(ui: GenerationUi, at: GapAt, session: GenerationSession, best: GeneratedCapability): void {
  const keepIt = l10n.t('Keep…');
  const message = l10n.t('{0} is not written yet.', best.draft.name);
  void vscode.window.showInformationMessage(message, keepIt, l10n.t('Discard')).then((chosen) => {
    if (chosen !== keepIt) return;
    keepAsked(ui, at, session, best).catch((error: unknown) => showError(keepIt, error, ui.log));
  });
}

async function keepAsked(
  ui: GenerationUi,
  at: GapAt,
  session: GenerationSession,
  best: GeneratedCapability,
): Promise<void> {
  const folder = capabilitiesOf(ui, at);
  await folder.ready();
  const name = await vscode.window.showInputBox({
    title: l10n.t('Keep: {0}', best.draft.manifest.title),
    prompt: l10n.t('Its name: small letters, digits and “-”. The folder is called so, too.'),
    value: best.draft.name,
    validateInput: (value) => nameMistake(folder, value.trim()),
    ignoreFocusOut: true,
  });
  if (name === undefined) {
    offerToKeep(ui, at, session, best);
    return;
  }
  const row = await keep(ui, at, session, best, name.trim());
  tellKept(ui, at, row, best);
}

async function keep(
  ui: GenerationUi,
  at: GapAt,
  session: GenerationSession,
  best: GeneratedCapability,
  name: string,
): Promise<CapabilityRow> {
  const person = (await personName()) || l10n.t('somebody');
  const row = await session.keep(best.id, { name, person });
  await Promise.all([capabilitiesOf(ui, at).change(), at.folder.refresh()]);
  return row;
}

/** Says that it is there, and what it waits for. Nobody has to answer. */
function tellKept(ui: GenerationUi, at: GapAt, kept: CapabilityRow, { draft }: GeneratedCapability): void {
  const folder = capabilitiesOf(ui, at);
  const waiting = kept.standing === 'waiting';
  const [approve, open] = [l10n.t('Approve…'), l10n.t('Open Report')];
  const message =
    kept.standing === 'admitted'
      ? l10n.t('{0} is kept. Ask for it with “{1}”.', kept.name, draft.manifest.intents[0] ?? kept.name)
      : l10n.t('{0} is kept, and may not run yet: {1}', kept.name, kept.reason);
  void vscode.window.showInformationMessage(message, ...(waiting ? [approve] : []), open).then((chosen) => {
    const row = folder.row(kept.name);
    if (chosen === approve) {
      void vscode.commands.executeCommand(
        'toolwright.capabilities.approve',
        { name: kept.name },
        folder.folder.uri.toString(),
      );
    } else if (chosen === open && row !== undefined) ui.capabilities.reports.show(subjectOf({ folder, row }));
  });
}

async function showReport(ui: GenerationUi, at: GapAt, generation: Generation): Promise<void> {
  const { best } = generation;
  const report = best && (await capabilitiesOf(ui, at).session.render(best.report, 'markdown'));
  const name = best?.draft.name ?? 'generation';
  const uri = ui.capabilities.documents.put(`generated/${name}.md`, generationDocument(generation, report));
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

async function showProgram({ capabilities }: GenerationUi, { draft }: GeneratedCapability): Promise<void> {
  const uri = capabilities.documents.put(`generated/${draft.name}.ts`, draft.source);
  await vscode.window.showTextDocument(uri, { preview: true, preserveFocus: true });
}

function capabilitiesOf({ capabilities }: GenerationUi, { folder }: GapAt) {
  const found = capabilities.service.of(folder.folder.uri);
  if (found !== undefined) return found;
  throw new ToolwrightError('no-folder', l10n.t('No folder is open'), {
    hint: l10n.t('Open a folder first: capabilities belong to one.'),
  });
}

export function isUsable(best: GeneratedCapability | undefined): best is GeneratedCapability {
  return best !== undefined && best.standing !== 'rejected';
}
