import type { Dependency } from '#protocol';
import type { AdviceContext, Finding } from './context.ts';
import { type MovedCode, movableCode } from './declarations.ts';
import type { Edge, Tangle } from './savings.ts';
import { count, names } from './words.ts';

/** More than so many names, or declarations that they take along, are no small move. */
const mostNames = 3;
const mostDeclarations = 6;

/** Few names of `owner` that `user` imports, and that close a cycle. */
interface Candidate {
  readonly user: number;
  readonly owner: number;
  readonly names: readonly string[];
  readonly tangle: Tangle;
}

/**
 * Advises to move exports, where a run-time cycle exists for the sake of few of them: to the file that needs them, or
 * to a new one. What it saves is computed with the imports that the moved code takes along.
 */
export async function moveExportAdvice(context: AdviceContext): Promise<Finding[]> {
  const candidates: Candidate[] = [];
  for (const tangle of context.tangles) {
    await context.pause();
    candidates.push(...candidatesIn(context, tangle));
  }
  const advice: Finding[] = [];
  for (const [owner, ofOwner] of Map.groupBy(candidates, ({ owner }) => owner)) {
    await context.pause();
    const { path, exports } = context.view.file(owner);
    const text = context.source(path);
    if (text === undefined) continue;
    const movedCode = await movableCode(text, path);
    for (const candidate of ofOwner) {
      await context.pause();
      const moved = movedCode(candidate.names);
      // A file that gives all that it has away is better moved or merged as a whole.
      if (moved === undefined || moved.names.length > mostDeclarations) continue;
      if (exports.every(({ name }) => moved.names.includes(name))) continue;
      advice.push(...adviceOn(context, candidate, moved));
    }
  }
  return advice;
}

function candidatesIn({ view }: AdviceContext, tangle: Tangle): Candidate[] {
  const inside = new Set(tangle.members);
  return tangle.members.flatMap((user) =>
    (view.runtime[user] ?? []).flatMap((owner) => {
      if (!inside.has(owner) || owner === user || tangle.freed([[user, owner]]) === 0) return [];
      const { path, exports } = view.file(owner);
      const dependencies = dependenciesOn(view.file(user).dependencies, path);
      const carried = dependencies.flatMap((d) =>
        d.names.filter((name) => !name.typeOnly).map((name) => name.imported),
      );
      const wanted = [...new Set(carried)];
      const own = new Set(exports.map(({ name }) => name));
      const simple = dependencies.every((d) => d.syntax === 'import' && d.names.length > 0);
      if (!simple || wanted.length > mostNames || !wanted.every((name) => name !== 'default' && own.has(name)))
        return [];
      return [{ user, owner, names: wanted, tangle }];
    }),
  );
}

function dependenciesOn(dependencies: readonly Dependency[], path: string): Dependency[] {
  return dependencies.filter((d) => !d.typeOnly && d.target.kind === 'file' && d.target.path === path);
}

function adviceOn(context: AdviceContext, candidate: Candidate, moved: MovedCode): Finding[] {
  const { view } = context;
  const { user, owner, tangle } = candidate;
  const ownerFile = view.file(owner);
  const userPath = view.file(user).path;
  const needs = ownerFile.dependencies
    .filter((d) => !d.typeOnly && d.target.kind === 'file' && moved.imports.has(d.start))
    .flatMap((d) => (d.target.kind === 'file' ? (view.idOf.get(d.target.path) ?? []) : []));
  const exported = moved.names.filter((name) => ownerFile.exports.some((other) => other.name === name));
  const shared = takenByOthers(context, candidate, exported);
  const stillNeeded = moved.usedByRest || shared;
  // The owner imports what it still uses, and passes on what others take from it.
  const edgesTo = (home: number): Edge[] => [
    ...needs.filter((target) => target !== home).map((target): Edge => [home, target]),
    ...(stillNeeded ? [[owner, home] satisfies Edge] : []),
  ];
  const created = view.runtime.length;
  const gone: Edge[] = [[user, owner]];
  const toUser = tangle.freed(gone, edgesTo(user));
  const toNew = tangle.freed(gone, [[user, created], ...edgesTo(created)]);
  const saved = Math.max(toUser, toNew);
  if (saved <= 0) return [];
  const along = moved.names.filter((name) => !candidate.names.includes(name));
  // What several files need belongs to none of them.
  const home = toUser > toNew || (toUser === toNew && !shared) ? userPath : 'a file of its own';
  return [
    {
      advice: {
        id: `move-export:${userPath}>${ownerFile.path}`,
        kind: 'move-export',
        title: `Move ${names(candidate.names)} to ${home}`,
        detail: [
          `${userPath} needs nothing else of ${ownerFile.path} at run time.`,
          ...(along.length > 0 ? [`${names(along)} would move along.`] : []),
          `It takes ${count(saved, 'file')} out of run-time cycles, of ${tangle.members.length} in this group.`,
          ...(stillNeeded ? [`${ownerFile.path} can import the moved names, and export them again for others.`] : []),
        ].join(' '),
        path: ownerFile.path,
        line: moved.line,
        saves: { filesInCycles: saved },
      },
      tangle,
      edge: `${userPath}>${ownerFile.path}`,
      weight: -moved.names.length,
    },
  ];
}

function takenByOthers({ view }: AdviceContext, { user, owner }: Candidate, exported: readonly string[]): boolean {
  const { path } = view.file(owner);
  const taken = (name: string) => name === '*' || exported.includes(name);
  return (view.reverse[owner] ?? []).some(
    (other) =>
      other !== user &&
      dependenciesOn(view.file(other).dependencies, path).some((d) => d.names.some((n) => taken(n.imported))),
  );
}
