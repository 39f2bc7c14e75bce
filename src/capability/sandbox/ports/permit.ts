import type { Permissions } from '#protocol';
import { type GlobMatcher, globMatcher } from './glob.ts';

/** Why a call is not allowed, in words that the code and the user get to see. */
export type Refusal = { readonly refused: string };

/** Folders in which files run by themselves, or decide what may run: a glob covers them only where it names them. */
const guarded = new Set(['.git', '.hg', '.svn', '.toolwright', '.bin', '.husky', '.vscode', '.devcontainer']);

/** Names that Windows takes for devices, whatever follows after a dot. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
/** The short name that NTFS has for `.git`. */
const shortGit = /^git~\d+$/i;
// Control characters, and characters that are not seen, some of which file systems leave out of a name.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unseen = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;
/** Longer than any path that a system opens; what is matched must end. */
const longestPath = 4096;

/**
 * A path of the workspace in the one form that is compared, or undefined for what leaves it or is no such path: the same
 * on every system, so that none takes it for another file than was compared.
 */
export function plainPath(path: unknown): string | undefined {
  if (typeof path !== 'string' || path === '' || path.length > longestPath) return undefined;
  // A colon is of a drive, or of a stream that NTFS keeps beside a file.
  if (path.startsWith('/') || /[\\:]/.test(path) || unseen.test(path)) return undefined;
  const parts = path.split('/').filter((part) => part !== '.' && part !== '');
  return parts.length === 0 || parts.some(isOddPart) ? undefined : parts.join('/');
}

/** `..`, and what Windows would take for another name: it leaves out dots and spaces at the end. */
function isOddPart(part: string): boolean {
  return /[. ]$/.test(part) || device.test(part.replace(/ +(?=\.|$)/, '')) || shortGit.test(part);
}

/** Made once a list of globs: a list of files is matched path by path. */
const matchers = new WeakMap<readonly string[], GlobMatcher>();

/**
 * Whether a plain path is covered by the globs of a permission. A name that begins with a dot is covered only where the
 * glob has a name that begins with one; and of those that guard or run things only by their full name in the glob.
 */
export function covers(globs: readonly string[] | undefined, path: string): boolean {
  if (globs === undefined) return false;
  let matcher = matchers.get(globs);
  if (matcher === undefined) {
    const each = globs.map(matcherOf);
    matcher = (plain) => each.some((matches) => matches(plain));
    matchers.set(globs, matcher);
  }
  return matcher(path);
}

function matcherOf(glob: string): GlobMatcher {
  const matches = globMatcher(glob, { dot: false });
  if (matches === undefined) return () => false;
  const names = glob.split(/[/{},]/).filter((name) => name.startsWith('.'));
  const full = new Set(names.map((name) => name.toLowerCase()));
  const dotted = names.map((name) => globMatcher(name, { dot: false }));
  const isNamed = (part: string) => {
    const folded = part.toLowerCase();
    if (guarded.has(folded)) return full.has(folded);
    return !part.startsWith('.') || dotted.some((matchesName) => matchesName?.(part) === true);
  };
  return (path) => matches(path) && path.split('/').every(isNamed);
}

/** The path if it may be used, otherwise why not. */
export function permittedPath(
  permission: 'workspace:read' | 'workspace:write',
  permissions: Permissions,
  path: unknown,
): { readonly path: string } | Refusal {
  const plain = plainPath(path);
  if (plain === undefined) return { refused: `${shown(path)} is not a path within the workspace` };
  if (covers(permissions[permission], plain)) return { path: plain };
  return { refused: `The permission ${permission} does not cover ${shown(plain)}` };
}

/** The address if it may be asked, otherwise why not: https only, a host that was named, no credentials, no other port. */
export function permittedUrl(permissions: Permissions, url: unknown): { readonly url: string } | Refusal {
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  if (parsed === null) return { refused: `${shown(url)} is not an address` };
  if (parsed.protocol !== 'https:') return { refused: `${shown(url)} is not asked: only https is allowed` };
  if (parsed.username !== '' || parsed.password !== '') return { refused: 'An address with credentials is not asked' };
  const host = parsed.host.toLowerCase();
  const named = permissions.network?.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) && host.length >= wanted.length : host === wanted;
  });
  return named ? { url: parsed.href } : { refused: `The permission network does not cover the host ${shown(host)}` };
}

/** The task if it may be asked for, otherwise why not: by its exact name, which has no pattern in it. */
export function permittedTask(permissions: Permissions, name: unknown): { readonly task: string } | Refusal {
  if (typeof name === 'string' && permissions.tasks?.includes(name)) return { task: name };
  return { refused: `The permission tasks does not name ${shown(name)}` };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value.slice(0, 200)}'` : `A value of type ${typeof value}`;
}
