import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { temporaryWorkspace } from '../support/workspace.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = join(import.meta.dirname, '../..');

/** The command line from source, or a built one: `TOOLWRIGHT_CLI=dist/cli.js`; the whole test run builds one for all. */
export const entry = resolve(root, process.env.TOOLWRIGHT_CLI ?? 'src/cli/main.ts');

/** The environment of a run: no colours, no CI, a cache of its own. */
const environment = (cache: string): NodeJS.ProcessEnv => {
  const { CI: _ci, FORCE_COLOR: _colour, ...env } = process.env;
  return { ...env, NO_COLOR: '1', XDG_CACHE_HOME: cache };
};

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Runs as that user. */
  readonly uid?: number;
}

/** Starts the real command. */
export function start(args: readonly string[], { cwd, env, uid }: RunOptions): ChildProcess {
  return spawn(process.execPath, [entry, ...args], {
    cwd,
    env: { ...environment(join(cwd, '.cache')), ...env },
    ...(uid === undefined ? {} : { uid }),
  });
}

/** Runs the real command to its end. */
export async function toolwright(args: readonly string[], options: RunOptions): Promise<Ended> {
  return ended(start(args, options));
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stdout, stderr };
}

/** A run with `--json` has to print one document, and nothing else. */
export async function json<T>(
  args: readonly string[],
  options: RunOptions,
): Promise<{ code: number | null; value: T }> {
  const { code, stdout, stderr } = await toolwright([...args, '--json'], options);
  if (!stdout.endsWith('}\n') || stdout.indexOf('\n') !== stdout.length - 1)
    throw new Error(`not one line: ${stdout}${stderr}`);
  return { code, value: JSON.parse(stdout) as T };
}

/** A shop: a barrel, a cycle at run time (invoice, mail), a cycle in types only (cart, order), a test. */
export function shop(more: Readonly<Record<string, string>> = {}): string {
  return temporaryWorkspace({
    'package.json': '{ "name": "shop", "type": "module" }',
    'tsconfig.json':
      '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true } }',
    'src/money.ts': 'export const euros = (n: number) => n;\nexport const cents = (n: number) => n * 100;\n',
    'src/index.ts': "export * from './money.ts';\n",
    'src/cart.ts':
      "import { euros } from './index.ts';\nimport type { Order } from './order.ts';\nexport const cart = (o: Order) => euros(o.sum);\n",
    'src/order.ts':
      "import { cart } from './cart.ts';\nexport interface Order { sum: number }\nexport const order = () => cart({ sum: 1 });\n",
    'src/order.test.ts': "import { order } from './order.ts';\norder();\n",
    'src/invoice.ts': "import { mail } from './mail.ts';\nexport const invoice = () => mail();\n",
    'src/mail.ts': "import { invoice } from './invoice.ts';\nexport const mail = () => invoice();\n",
    ...more,
  });
}

/** One file on another, nothing circular. */
export function tidy(): string {
  return temporaryWorkspace({
    'package.json': '{ "name": "tidy" }',
    'src/a.ts': "import { b } from './b';\nexport const a = b;\n",
    'src/b.ts': 'export const b = 1;\n',
  });
}
