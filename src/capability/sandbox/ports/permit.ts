import picomatch from 'picomatch';
import type { Permissions } from '#protocol';

/** Why a call is not allowed, in words that the code and the user get to see. */
export type Refusal = { readonly refused: string };

const options = { dot: true, nonegate: true } as const;

/** A path of the workspace in the one form that is compared, or undefined for what leaves it or is no such path. */
export function plainPath(path: unknown): string | undefined {
  if (typeof path !== 'string' || path === '' || path.includes('\\') || path.includes('\0')) return undefined;
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return undefined;
  const parts = path.split('/').filter((part) => part !== '.' && part !== '');
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/');
}

/** Whether a plain path is covered by the globs of a permission. */
export function covers(globs: readonly string[] | undefined, path: string): boolean {
  return globs !== undefined && globs.length > 0 && picomatch([...globs], options)(path);
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

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value.slice(0, 200)}'` : `A value of type ${typeof value}`;
}
