import type { CapabilityRow, Generation, GenerationAttempt, ModelUsage } from '#protocol';
import { paint } from '../output/terminal.ts';
import { counted, numbers, seconds, sentences } from '../output/text.ts';
import { verificationText } from '../output/verificationText.ts';

/** Attempts that are told one by one; the document of --json has them all. */
const attemptsTold = 10;

/** The answer: what was generated, with its evidence; its program, unless that is in a file now. */
export function generationText({ best, gap }: Generation, row: CapabilityRow | undefined): string {
  if (best === undefined) return `Nothing was found for ${JSON.stringify(gap)}.`;
  const { draft, report, caveats } = best;
  return [
    verificationText(report).trimEnd(),
    ...draft.manifest.intents.slice(0, 5).map((intent) => `  asked for by “${intent}”`),
    ...caveats.map((caveat) => `  ${paint('yellow', '!')} ${caveat}`),
    ...(row === undefined ? ['', draft.source.trimEnd()] : []),
  ].join('\n');
}

/** What is said beside it: what was tried, and what comes next. */
export function generationLines(generation: Generation, row: CapabilityRow | undefined): string[] {
  const { best, attempts, milliseconds } = generation;
  const programs = attempts.filter(({ rejected }) => rejected?.gate !== 'answer').length;
  return [
    ...triedLines(generation),
    `toolwright: ${endText(generation)} ${counted(programs, 'program')} tried in ${seconds(milliseconds)}.`,
    ...(best === undefined || best.standing === 'rejected' ? [] : [`toolwright: ${nextText(generation, row)}`]),
  ];
}

/** What was tried in vain, and what that has cost. */
export function triedLines({ attempts, failures, usage }: Generation): string[] {
  const refused = attempts.filter(({ rejected }) => rejected !== undefined);
  const told = refused.slice(0, attemptsTold).map(attemptLine);
  const more = refused.length - told.length;
  return [
    ...told,
    ...(more > 0 ? [`  and ${counted(more, 'more attempt')} in vain`] : []),
    ...failures.map(({ generator, message, hint }) => `  ${generator}: ${sentences(message, hint)}`),
    ...(usage === undefined ? [] : [usageLine(usage)]),
  ];
}

function attemptLine({ generator, nth, madeFrom, rejected }: GenerationAttempt): string {
  const what = `${generator} ${nth}${madeFrom === undefined ? '' : ` (${madeFrom})`}`;
  const gate = rejected?.gate === 'answer' ? 'no program' : rejected?.gate;
  return `  ${what}: ${gate}: ${rejected?.reasons[0] ?? ''}`;
}

function usageLine({ model, asked, inputTokens, outputTokens }: ModelUsage): string {
  const parts = `${numbers(inputTokens)} asked, ${numbers(outputTokens)} answered`;
  return `  language-model ${model}: ${counted(asked, 'answer')}, ${counted(inputTokens + outputTokens, 'token')} (${parts})`;
}

function endText({ ended, best }: Generation): string {
  if (ended === 'found') return `${best?.draft.name} was found.`;
  const why = ended === 'budget' ? 'before the time or the attempts were used up' : 'among all that there is to try';
  if (best === undefined) return `No program was found ${why}. Give an example: --example "in=>out".`;
  const fits = best.examples === 0 ? '' : `; the best fits ${best.satisfied} of ${counted(best.examples, 'example')}`;
  return `No program that may run was found ${why}${fits}.`;
}

function nextText({ best }: Generation, row: CapabilityRow | undefined): string {
  if (row === undefined) return 'Nothing was written: --write keeps it.';
  const waits = row.standing === 'admitted' ? '' : ` ${row.reason}`;
  return `It is in ${row.folder}.${waits} Ask for it with “${best?.draft.manifest.intents[0] ?? row.name}”.`;
}
