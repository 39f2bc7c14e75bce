import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { messageOf } from '#base';

/** A container engine that was found to work. */
export interface ContainerEngine {
  readonly file: string;
  readonly kind: 'docker' | 'podman';
  /** For people. */
  readonly version: string;
}

/** An image with nothing in it, which is made here and comes from nowhere. */
export const emptyImage = 'toolwright-sandbox:empty';
/** A tar archive of nothing ends as each does: with two blocks of zeros. */
const emptyArchive = Buffer.alloc(1024);

const patienceMs = 10_000;
/** Where engines and their users say how they are reached, and where they keep what. */
const handedDown = /^(PATH|HOME|USER|XDG_\w+|DOCKER_\w+|CONTAINERS?_\w+|DBUS_SESSION_BUS_ADDRESS)$/;

/** What an engine's program sees of the environment. None of it reaches a container. */
export function engineEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => handedDown.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']));
}

/** Has an engine do one thing. @throws an Error with the engine's own words */
export async function askEngine(file: string, args: readonly string[], input?: Buffer): Promise<string> {
  const options = { env: engineEnvironment(), timeout: patienceMs, killSignal: 'SIGKILL' } as const;
  const asked = promisify(execFile)(file, args, options);
  asked.child.stdin?.on('error', () => {}).end(input);
  try {
    return (await asked).stdout.trim();
  } catch (error) {
    const { stderr, killed } = error as { stderr?: string; killed?: boolean };
    if (killed) throw new Error(`it did not answer within ${patienceMs / 1000} s`);
    throw new Error(stderr?.trim().split('\n').at(-1) || messageOf(error));
  }
}

/** Asks a program which engine it is, and makes the empty image there. Throws when the engine does not answer. */
export async function openEngine(file: string): Promise<ContainerEngine> {
  const version = await versionOf(file);
  await askEngine(file, ['image', 'inspect', emptyImage]).catch(() =>
    askEngine(file, ['import', '-', emptyImage], emptyArchive),
  );
  // A program named docker may be Podman.
  return { file, kind: version.startsWith('podman') ? 'podman' : 'docker', version };
}

/** `podman 4.3.1`, or `docker 28.2.2`: of Docker's daemon, which is what counts. */
async function versionOf(file: string): Promise<string> {
  const own = /^podman version (\S+)/i.exec(await askEngine(file, ['--version']));
  if (own) return `podman ${own[1]}`;
  return `docker ${await askEngine(file, ['version', '--format', '{{.Server.Version}}'])}`;
}

/** The process of a container, where it can be seen from here: with an engine in a virtual machine it can't. */
export async function processOfContainer(file: string, name: string, entry: string): Promise<number | undefined> {
  try {
    const pid = Number(await askEngine(file, ['inspect', '--format', '{{.State.Pid}}', name]));
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(entry) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Ends a container at once, and leaves nothing of it. One that is not there is no matter. */
export async function removeContainer({ file, kind }: ContainerEngine, name: string): Promise<void> {
  // Podman would first ask its process to end, and wait for it.
  const atOnce = kind === 'podman' ? ['--time', '0'] : [];
  await askEngine(file, ['rm', '--force', ...atOnce, name]).catch(() => {});
}
