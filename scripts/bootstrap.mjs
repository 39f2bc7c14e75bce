// Runs a TypeScript script of this repository on Node 24, whatever Node the machine has (20 or newer), where npm has a
// package of Node 24 for the platform; elsewhere on the machine's own, which has to be as new as package.json says:
// `node scripts/bootstrap.mjs scripts/start.ts [arguments]`. It installs dependencies where they are missing or stale.
// Plain JavaScript, and nothing imported but Node's own modules: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
/** Of a Node that was not pinned: what the packages that run on it ask for, and more than TypeScript needs. */
const needed = [22, 22, 2];

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail('No script was named.', 'Run one of the npm scripts: `npm start`, `npm test`.');
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `Node ${process.versions.node} is too old to install the dependencies.`,
    'Install Node 20 or newer, then try again.',
  );
}
if (!installed()) install();
run(nodeForTypeScript(), [join(root, script), ...args]);

/** Whether node_modules holds every package, in the version, that the lockfile asks for. Optional ones may be missing. */
function installed() {
  const wanted = lockfile('package-lock.json');
  const present = lockfile(join('node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || present[path]?.version === version,
  );
}

function lockfile(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function isLink(path) {
  return lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function install() {
  if (isLink('node_modules')) {
    fail(
      'node_modules is a link to packages that are missing or other ones than package-lock.json asks for.',
      'Install them where it leads to, or remove the link: npm would empty that folder.',
    );
  }
  console.error('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  // Some packages ask for a newer Node than npm may run on here; what runs them is the pinned one.
  const command = ['ci', '--loglevel=error'];
  // Everything goes to stderr: a script's own stdout may be read by a program.
  const options = { cwd: root, stdio: ['inherit', 2, 2] };
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...command], options)
    : spawnSync('npm', command, { ...options, shell: process.platform === 'win32' });
  if (status !== 0) {
    fail(
      'The dependencies could not be installed; npm says why above.',
      'Check the network and the npm registry, then try again.',
    );
  }
}

/** Node 24 from the lockfile where there is a package for this platform, or the Node that runs this. */
function nodeForTypeScript() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const pinned = join(
    root,
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin',
    platform === 'win' ? 'node.exe' : 'node',
  );
  if (existsSync(pinned)) return pinned;
  if (isNewEnough(process.versions.node)) return process.execPath;
  return fail(
    `npm has no package of Node 24 for ${process.platform}-${process.arch}, and Node ${process.versions.node} is too old.`,
    `Install Node ${needed.join('.')} or newer, then try again.`,
  );
}

function isNewEnough(version) {
  const parts = version.split('.').map(Number);
  const at = parts.findIndex((part, i) => part !== needed[i]);
  return at === -1 || parts[at] > needed[at];
}

function run(node, nodeArgs) {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, nodeArgs, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  // A terminal sends Ctrl+C to both; the child decides how to end, and this process waits for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
}

function fail(why, next) {
  console.error(`${why}\n${next}`);
  process.exit(1);
}
