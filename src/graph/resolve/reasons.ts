import type { PackageFolder } from '#workspace';
import { extensions } from './relative.ts';

/**
 * Why a relative specifier leads nowhere.
 * @param base where it points, undefined outside of the workspace folder
 * @param byLowerCase the listed files by their paths in lower case
 */
export function explainRelative(
  base: string | undefined,
  specifier: string,
  byLowerCase: ReadonlyMap<string, string>,
): string {
  if (specifier.startsWith('/')) return 'an absolute path that does not exist';
  if (base === undefined) return 'it points outside the workspace folder, where no such file exists';
  const other = differsInCase(base, byLowerCase);
  if (other !== undefined) return `it differs only in upper and lower case from ${other}`;
  return `there is no file ${base || '.'} with any of the known extensions`;
}

/** Why a package name leads nowhere. */
export function explainBare(specifier: string, name: string, member: PackageFolder | undefined): string {
  if (member)
    return `the workspace package ${name} (${member.path || 'root'}) has no entry for ${specifier === name ? 'its name' : specifier} that exists or has a source`;
  return `the package ${name} is not installed and in no package.json on the way up`;
}

function differsInCase(base: string, byLowerCase: ReadonlyMap<string, string>): string | undefined {
  const lower = base.toLowerCase();
  const stem = lower.replace(/\.[cm]?jsx?$/, '');
  for (const extension of ['', ...extensions]) {
    const found = byLowerCase.get(stem + extension) ?? byLowerCase.get(`${lower}/index${extension}`);
    if (found !== undefined) return found;
  }
  return byLowerCase.get(lower);
}
