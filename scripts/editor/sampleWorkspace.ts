import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, run, ScriptError } from '../process.ts';

const sample = join(root, 'test', 'fixtures', 'sample-workspace');

/** How the sample came to be, oldest first. A file that is named more than once grew from commit to commit. */
const history: readonly { message: string; author: string; daysAgo: number; files: readonly string[] }[] = [
  { message: 'Sell plants', author: 'Ada', daysAgo: 160, files: ['.'] },
  commit(
    'Add vouchers to the cart',
    'Ada',
    140,
    'checkout/src/cart',
    'checkout/src/voucher',
    'checkout/test/cart.test',
  ),
  commit('Pay by invoice', 'Grace', 121, 'checkout/src/payment', 'checkout/src/order', 'checkout/src/receipt'),
  commit('Prices follow the seasons', 'Ada', 98, 'catalog/src/pricing', 'catalog/src/seasons', 'catalog/src/product'),
  commit('Print the tax on receipts', 'Grace', 75, 'checkout/src/receipt', 'checkout/src/order', 'checkout/src/tax'),
  commit(
    'Give loyal customers a discount',
    'Linus',
    51,
    'catalog/src/pricing',
    'checkout/src/loyalty',
    'checkout/src/cart',
  ),
  commit('Show what is left', 'Linus', 33, 'storefront/src/components/productCard', 'catalog/src/stock'),
  commit(
    'Ask when somebody is at home',
    'Grace',
    17,
    'checkout/src/address',
    'checkout/src/delivery',
    'checkout/src/order',
  ),
  commit('Round prices to the cent', 'Ada', 6, 'catalog/src/money', 'catalog/src/pricing', 'catalog/test/money.test'),
];

function commit(message: string, author: string, daysAgo: number, ...modules: string[]) {
  return { message, author, daysAgo, files: modules.map((module) => `packages/${module}.ts`) };
}

/**
 * Copies the sample workspace to a folder that does not exist yet, as a git repository with a history and with its
 * dependencies in place, so that nothing in this repository is touched by what happens there.
 */
export async function copySampleWorkspace(target: string): Promise<void> {
  // What somebody who tried the sample itself has left is no part of it.
  cpSync(sample, target, { recursive: true, filter: (path) => !/[/\\]journal\.db[^/\\]*$/.test(path) });
  linkDependencies(target);
  await git(target, new Date(), 'init', '--quiet', '--initial-branch=main');
  for (const [at, { message, author, daysAgo, files }] of history.entries()) {
    const grown = at === 0 ? [...new Set(history.slice(1).flatMap((later) => later.files))] : files;
    for (const file of grown) writeFileSync(join(target, file), contentAfter(file, at));
    const date = new Date(Date.now() - daysAgo * 86_400_000);
    await git(target, date, 'add', '--all');
    await git(
      target,
      date,
      'commit',
      '--quiet',
      '-m',
      message,
      `--author=${author} <${author.toLowerCase()}@example.org>`,
    );
  }
}

/** The text of a file after a commit: with each commit that names it, it gets another share of its lines. */
function contentAfter(file: string, at: number): string {
  const lines = readFileSync(join(sample, file), 'utf8').split('\n');
  const stages = history.filter(({ files }) => files.includes(file)).length + 1;
  const stage = history.slice(0, at + 1).filter(({ files }) => files.includes(file)).length + 1;
  return lines.slice(0, Math.ceil((lines.length * stage) / stages)).join('\n');
}

/** What `npm install` would do: its own packages and the few it depends on, as links. */
function linkDependencies(target: string): void {
  const link = (name: string, to: string) => {
    const path = join(target, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(to, path, 'junction');
  };
  for (const name of ['catalog', 'checkout', 'storefront']) link(`@corner/${name}`, join(target, 'packages', name));
  for (const name of ['vitest', 'typescript', '@types/node']) link(name, join(root, 'node_modules', name));
}

async function git(cwd: string, date: Date, ...args: string[]): Promise<void> {
  const when = date.toISOString();
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];
  const env = { GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when, GIT_CONFIG_GLOBAL: '', GIT_CONFIG_NOSYSTEM: '1' };
  const { code, output } = await run('git', [...identity, ...args], { cwd, env });
  if (code === 0) return;
  throw new ScriptError(
    `The sample workspace could not get its git history:\n${output}`,
    'Install git, then try again.',
  );
}
