import * as l10n from '@vscode/l10n';
import type { GeneratedCapability, Generation, GenerationAttempt, GenerationGate, ModelUsage } from '#protocol';
import { plain } from '../../texts/markdown.ts';
import { number } from '../../texts/quantities.ts';
import { sentences } from '../../texts/sentences.ts';

/** How it ended, in one or two sentences. */
export function endText({ ended, best, attempts }: Generation): string {
  if (best !== undefined && best.standing !== 'rejected') {
    return sentences(`${best.draft.name}: ${best.reason}`, fitText(best));
  }
  const count = attempts.filter(({ rejected }) => rejected?.gate !== 'answer').length;
  const tried = count === 1 ? l10n.t('1 program was tried') : l10n.t('{0} programs were tried', number(count));
  const none =
    ended === 'budget'
      ? l10n.t('No program that may run was found before the time was used up')
      : l10n.t('No program that may run was found');
  return sentences(none, count === 0 ? l10n.t('Give an example of what is wanted') : tried);
}

function fitText({ satisfied, examples }: GeneratedCapability): string {
  if (examples === 0) return l10n.t('Nobody has given an example, so nothing but its words speaks for it');
  return examples === 1
    ? l10n.t('It fits the example')
    : l10n.t('It fits {0} of {1} examples', number(satisfied), number(examples));
}

/** “by-example 2” */
export function attemptLabel({ generator, nth, madeFrom }: GenerationAttempt): string {
  return `${generator} ${number(nth)}${madeFrom === undefined ? '' : `: ${madeFrom}`}`;
}

/** Why an attempt was not taken. */
export function attemptText({ rejected }: GenerationAttempt): string {
  return rejected === undefined ? l10n.t('taken') : `${gateText(rejected.gate)}: ${rejected.reasons[0] ?? ''}`;
}

/** What asking a language model has cost. */
export function usageText({ model, asked, inputTokens, outputTokens }: ModelUsage): string {
  const tokens = number(inputTokens + outputTokens);
  return asked === 1
    ? l10n.t('{0} was asked once, for {1} tokens', model, tokens)
    : l10n.t('{0} was asked {1} times, for {2} tokens', model, number(asked), tokens);
}

function gateText(gate: GenerationGate): string {
  switch (gate) {
    case 'answer':
      return l10n.t('no program');
    case 'types':
      return l10n.t('not well typed');
    case 'safety':
      return l10n.t('not safe');
    case 'examples':
      return l10n.t('wrong on examples');
    case 'verification':
      return l10n.t('rejected');
  }
}

/** All of it as one Markdown document: what was tried, the evidence, the program. @param report of the verification */
export function generationDocument(generation: Generation, report: string | undefined): string {
  const { best, attempts, failures, usage } = generation;
  const tried = attempts.map((one) => `1. ${plain(attemptLabel(one))} — ${plain(attemptText(one))}`);
  const failed = failures.map(
    ({ generator, message, hint }) => `- ${plain(sentences(`${generator}: ${message}`, hint))}`,
  );
  const parts = [
    `# ${plain(best?.draft.manifest.title ?? generation.gap)}`,
    plain(endText(generation)),
    ...(best === undefined ? [] : best.caveats.map((caveat) => `- ${plain(caveat)}`)),
    ...(best === undefined
      ? []
      : [
          `## ${l10n.t('How it can be asked for')}`,
          best.draft.manifest.intents.map((intent) => `- ${plain(intent)}`).join('\n'),
          `## ${l10n.t('The program')}`,
          fenced(best.draft.source.trimEnd()),
        ]),
    `## ${l10n.t('What was tried')}`,
    tried.length === 0 ? l10n.t('Nothing.') : tried.join('\n'),
    ...(failed.length === 0 ? [] : [failed.join('\n')]),
    ...(usage === undefined ? [] : [plain(sentences(usageText(usage)))]),
    ...(report === undefined ? [] : [report]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A program in a fence that nothing in it can close. */
function fenced(source: string): string {
  const longest = Math.max(2, ...(source.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}ts\n${source}\n${fence}`;
}
