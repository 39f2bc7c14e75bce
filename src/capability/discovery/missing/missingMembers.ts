import type { MissingFunction, Scripts } from './calledFunctions.ts';
import type { MemberCall } from './calledNames.ts';
import { type Located, locate } from './moduleIndex.ts';
import { ownMembers } from './ownMembers.ts';
import { isTyped } from './undeclared.ts';
import { type Use, usesOfMember } from './uses.ts';

/**
 * Methods that are called on classes and objects of the folder which do not have them: TypeScript's 2339, where it can be
 * told from the texts alone. What has members from elsewhere is left out.
 */
export async function missingMembers(scripts: Scripts): Promise<readonly MissingFunction[]> {
  const found = new Map<string, MissingFunction & { readonly uses: Use[] }>();
  const known = new Map<string, ReturnType<typeof ownMembers>>();
  const membersOf = (path: string) => {
    const members = known.get(path) ?? ownMembers(path, scripts.text(path));
    known.set(path, members);
    return members;
  };
  for (const path of scripts.paths) {
    if (!isTyped(path)) continue;
    for (const { owner, member, at } of ownedCalls(scripts, path)) {
      // A name that the file has may be that of the member: it is looked at closely only where there is none.
      if (scripts.facts(at.path)?.names.has(member) !== false) continue;
      if (membersOf(at.path).get(at.name)?.has(member) !== false) continue;
      await scripts.turn();
      const uses = usesOfMember(path, scripts.text(path), owner, member);
      if (uses.length === 0) continue;
      const key = `${at.path}#${at.name}.${member}`;
      const one = found.get(key) ?? { path: at.path, name: `${at.name}.${member}`, uses: [], calls: [] };
      one.uses.push(...uses);
      const calls = scripts
        .tested(path)
        .filter(({ callee }) => callee.member === member && callee.imported === at.name);
      found.set(key, { ...one, calls: [...one.calls, ...calls] });
    }
  }
  return [...found.values()];
}

/** The calls whose owners are classes and objects of the folder, with the name that their own file has for them. */
function ownedCalls(scripts: Scripts, path: string): readonly (MemberCall & { at: Pick<Located, 'path' | 'name'> })[] {
  const facts = scripts.facts(path);
  if (facts === undefined) return [];
  const imports = new Map(
    (scripts.record(path)?.references ?? []).flatMap(({ specifier, syntax, names }) =>
      syntax === 'import' ? names.map(({ imported, as }) => [as, { specifier, imported }] as const) : [],
    ),
  );
  return facts.members.flatMap(({ owner, member }) => {
    if (owner === 'this') return facts.classes.map((name) => ({ owner: name, member, at: { path, name } }));
    if (facts.owners.includes(owner)) return [{ owner, member, at: { path, name: owner } }];
    const imported = imports.get(owner);
    const at = imported && locate(scripts, path, imported);
    return at?.exported && at.name !== 'default' ? [{ owner, member, at }] : [];
  });
}
