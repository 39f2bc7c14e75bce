import { proposedBy } from './proposedEffects.ts';
import type { RunEffect } from './run.ts';

/** What a run asks for, in English for agents and terminals; nothing where it asks for nothing. */
export function proposalTexts(effects: readonly RunEffect[]): readonly string[] {
  const { writes, moves, tasks } = proposedBy(effects);
  const texts = [...writes, ...moves.flatMap(({ to: path, text }) => (text === undefined ? [] : [{ path, text }]))];
  return [
    ...(moves.length === 0
      ? []
      : [
          'It proposes to move these files; nothing was moved yet:',
          ...moves.map(({ from, to }) => `${from} -> ${to}`),
        ]),
    ...(texts.length === 0
      ? []
      : [
          'It proposes to write these files; nothing was written yet:',
          ...texts.map(({ path, text }) => `--- ${path}\n${text}`),
        ]),
    ...(tasks.length === 0
      ? []
      : ['It asks for these tasks to be run; none was started, and a person has to start them:', ...tasks]),
  ];
}
