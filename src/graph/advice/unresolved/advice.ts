import { packageNameOf } from '../../resolve/members.ts';
import type { AdviceContext, Finding } from '../context.ts';
import { findingOf, type Unresolved, unresolvedIn } from './finding.ts';
import { knownPackages, packageFindings } from './packages.ts';
import { fileIndex, relativeFix } from './relativeFix.ts';

/** Tells for each import that leads nowhere what it was probably meant to be. */
export function unresolvedAdvice(context: AdviceContext): Finding[] {
  const found = context.view.files.flatMap(unresolvedIn);
  const isRelative = ({ dependency }: Unresolved) => /^\.{0,2}\/|^\.{1,2}$/.test(dependency.specifier);
  const index = fileIndex(context.listed);
  const packages = knownPackages(context);
  const perPackage = Map.groupBy(
    found.filter((one) => !isRelative(one)),
    ({ dependency }) => packageNameOf(dependency.specifier),
  );
  return [
    ...found
      .filter(isRelative)
      .map((one) => findingOf(context, one, relativeFix(context, one.file, one.dependency, index))),
    ...[...perPackage].flatMap(([name, uses]) => packageFindings(context, name, uses, packages)),
  ];
}
