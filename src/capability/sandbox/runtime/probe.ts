import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import { CancelledError, isRecord, messageOf } from '#base';

/** What a program says of itself that is a Node.js. */
export interface NodeProgram {
  /** The program itself: what was asked may be a script or a link that leads to it. */
  readonly file: string;
  /** `24.21.0` */
  readonly version: string;
  /** Number of the binary interface that native parts are compiled for. */
  readonly abi: string;
}

const question =
  'JSON.stringify({ file: process.execPath, version: process.versions.node, abi: process.versions.modules })';

const patienceMs = 20_000;

/**
 * Starts a program and has it say which Node.js it is.
 *
 * @throws an Error that says why it is none, or does not run here
 */
export async function probeNode(file: string, signal?: AbortSignal): Promise<NodeProgram> {
  try {
    const options = { env: plainEnvironment(), cwd: homedir(), timeout: patienceMs, windowsHide: true, signal };
    const { stdout } = await promisify(execFile)(file, ['-p', question], options);
    const said: unknown = JSON.parse(stdout);
    if (isNode(said)) return said;
  } catch (error) {
    if (signal?.aborted) throw new CancelledError();
    throw new Error(`${file} does not run: ${firstLines(error)}`);
  }
  throw new Error(`${file} is no Node.js`);
}

/** Without what tells a Node to load more, or to be something else: debuggers and editors hand that down. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE|ELECTRON|VSCODE)_/i.test(name)));
}

function isNode(value: unknown): value is NodeProgram {
  return isRecord(value) && ['file', 'version', 'abi'].every((key) => typeof value[key] === 'string');
}

/** The first of it is the command itself. */
function firstLines(error: unknown): string {
  const { stderr, code } = error as { stderr?: unknown; code?: unknown };
  if (typeof stderr === 'string' && stderr.trim() !== '') return stderr.trim().slice(0, 500);
  return typeof code === 'string' ? code : messageOf(error).slice(0, 500);
}
