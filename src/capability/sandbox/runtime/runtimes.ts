import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError, messageOf, type TaskOptions, ToolwrightError, throwIfCancelled } from '#base';
import { asDiskError } from './diskError.ts';
import { folderFor, type InstalledRuntime, installedIn, programName } from './installed.ts';
import { type Fetch, newestOffer, type RuntimeOffer } from './offer.ts';
import { type NodePackage, nodePackageFor, runtimePlatforms } from './packages.ts';
import { probeNode } from './probe.ts';
import { userRegistry } from './registry.ts';

export interface RuntimesOptions {
  /** Where they are put; made when it is needed. */
  readonly folder: string;
  /** Asks the web, through whatever proxy the user has. */
  readonly fetch: Fetch;
  /** `process.platform` and `process.arch`, joined by `-`; by default those of this machine. */
  readonly platform?: string;
  /** Where the user's npm is set up; by default the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** The Node.js programs that were fetched for the sandbox's child processes. */
export interface Runtimes {
  readonly folder: string;
  /** What could be fetched. @throws ToolwrightError `runtime-unsupported`, and those of the registry */
  offer(options?: TaskOptions): Promise<RuntimeOffer>;
  /**
   * Fetches, checks, unpacks and tries out what was offered; then it is in its place, whole. A failed or cancelled
   * fetch leaves nothing. Older ones go when the new one is there.
   *
   * @throws ToolwrightError those of the registry, `runtime-integrity`, `runtime-broken`, `runtime-disk`
   */
  install(offer: RuntimeOffer, options?: TaskOptions): Promise<InstalledRuntime>;
  /** What there is, newest first. */
  installed(): Promise<readonly InstalledRuntime[]>;
  /** Removes all of it. @throws ToolwrightError `runtime-disk`, on Windows also where one is running */
  remove(): Promise<void>;
}

/** Of a fetch that never came to its end, because the machine did. */
const leftoverMs = 24 * 60 * 60 * 1000;

/** Opens the place where fetched Node.js programs lie. Nothing is looked at before something is asked. */
export function openRuntimes(options: RuntimesOptions): Runtimes {
  const { folder, fetch, platform = `${process.platform}-${process.arch}`, environment } = options;
  const asking = async (signal: AbortSignal | undefined) => ({
    registry: await userRegistry(environment),
    fetch,
    signal,
  });
  return {
    folder,
    async offer({ signal } = {}) {
      return newestOffer(packageFor(platform), await asking(signal));
    },
    async install(offer, { signal, report } = {}) {
      const { program } = packageFor(platform);
      // The extension host, which may never fetch anything, starts without them.
      const [{ download }, { unpackFile }] = await Promise.all([import('./download.ts'), import('./unpack.ts')]);
      try {
        await mkdir(folder, { recursive: true });
        await removeLeftovers(folder);
        const work = await mkdtemp(join(folder, 'fetch-'));
        try {
          const tarball = join(work, 'package.tgz');
          await download(offer, tarball, await asking(signal), report);
          report?.({ step: `Unpacking Node.js ${offer.version}`, done: 0 });
          const made = join(work, folderFor(offer.version));
          await mkdir(made);
          await unpackFile(tarball, program, join(made, programName), signal);
          await chmod(join(made, programName), 0o755);
          await tryOut(join(made, programName), offer, signal);
          throwIfCancelled(signal);
          const place = join(folder, folderFor(offer.version));
          await rm(place, removal);
          await rename(made, place);
        } finally {
          await rm(work, { ...removal, maxRetries: 5 });
        }
      } catch (error) {
        if (signal?.aborted) throw new CancelledError();
        throw asDiskError(error, folder);
      }
      for (const { version } of await installedIn(folder)) {
        // One that runs cannot be removed on Windows: the next fetch tries again.
        if (version !== offer.version) await rm(join(folder, folderFor(version)), removal).catch(() => {});
      }
      return { version: offer.version, file: join(folder, folderFor(offer.version), programName) };
    },
    installed: () => installedIn(folder),
    async remove() {
      try {
        await rm(folder, { ...removal, maxRetries: 5 });
      } catch (error) {
        throw asDiskError(error, folder);
      }
    },
  };
}

const removal = { recursive: true, force: true } as const;

function packageFor(platform: string): NodePackage {
  const found = nodePackageFor(platform);
  if (found !== undefined) return found;
  throw new ToolwrightError(
    'runtime-unsupported',
    `There is no sandbox with V8 isolates for ${platform}: isolated-vm comes compiled for ${runtimePlatforms.join(', ')}.`,
    { hint: 'Capabilities run in QuickJS in WebAssembly here, which is as safe and slower.' },
  );
}

/** A program that does not run, or is another one, must not get into its place. */
async function tryOut(file: string, { version, name }: RuntimeOffer, signal: AbortSignal | undefined): Promise<void> {
  const hint = 'Install Node.js 24 in the way of your system, and name it in the setting toolwright.sandbox.node.';
  const found = await probeNode(file, signal).catch((error: unknown) => {
    if (error instanceof CancelledError) throw error;
    throw new ToolwrightError(
      'runtime-broken',
      `Node.js ${version} of ${name} does not run here. ${messageOf(error)}.`,
      {
        hint,
      },
    );
  });
  if (found.version === version) return;
  throw new ToolwrightError('runtime-broken', `${name} ${version} holds Node.js ${found.version}.`, { hint });
}

/** What a window that was killed while it fetched has left. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('fetch-')) continue;
    const path = join(folder, name);
    const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > leftoverMs) await rm(path, removal);
  }
}
