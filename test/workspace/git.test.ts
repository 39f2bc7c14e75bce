import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelledError } from '#base';
import { readHistory } from '../../src/workspace/git.ts';

let root: string;
let clock: number;

const env = () => ({
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_DATE: `${clock} +0000`,
  GIT_COMMITTER_DATE: `${clock} +0000`,
});

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, ...args], { cwd: root, env: env(), encoding: 'utf8', stdio: 'pipe' });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commit(message: string): void {
  clock += 60;
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', message);
}

const numbered = (count: number, prefix = 'line') =>
  Array.from({ length: count }, (_, i) => `${prefix} ${i}\n`).join('');

/** Each commit as `path +added -removed`, newest first. */
async function history(folder = root, options: Parameters<typeof readHistory>[1] = {}): Promise<string[][]> {
  const { value, problems } = await readHistory(folder, options);
  expect(problems).toEqual([]);
  return value.map((c) => c.files.map((file) => `${file.path} +${file.added} -${file.removed}`));
}

async function problemCodes(folder: string, options?: Parameters<typeof readHistory>[1]): Promise<string[]> {
  return (await readHistory(folder, options)).problems.map((problem) => problem.code);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-git-'));
  clock = 1_700_000_000;
  git('init', '-q');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('readHistory', () => {
  it('tells the files of each commit with their lines, newest first', async () => {
    write('a.ts', 'one\ntwo\n');
    write('src/b.ts', 'one\n');
    commit('first');
    write('a.ts', 'one\nTWO\nthree\n');
    commit('second');
    const { value } = await readHistory(root);
    expect(value.map((c) => c.time)).toEqual([1_700_000_120, 1_700_000_060]);
    expect(value[0]?.hash).toBe(git('rev-parse', 'HEAD').trim());
    expect(await history()).toEqual([['a.ts +2 -1'], ['a.ts +2 -0', 'src/b.ts +1 -0']]);
  });

  it('follows renames to the name of today, chains and re-used names included', async () => {
    write('a.ts', numbered(20));
    commit('a');
    git('mv', 'a.ts', 'b.ts');
    commit('a becomes b');
    write('a.ts', numbered(20, 'another'));
    commit('a new a');
    git('mv', 'b.ts', 'lib.ts');
    commit('b becomes lib');
    expect(await history()).toEqual([['lib.ts +0 -0'], ['a.ts +20 -0'], ['lib.ts +0 -0'], ['lib.ts +20 -0']]);
  });

  it('follows a rename that a commit of a side branch did not know of', async () => {
    write('a.ts', numbered(20));
    commit('a');
    git('checkout', '-q', '-b', 'side');
    write('a.ts', `${numbered(20)}side\n`);
    commit('on the side');
    git('checkout', '-q', 'main');
    git('mv', 'a.ts', 'b.ts');
    commit('renamed');
    git('merge', '-q', '--no-edit', 'side');
    const changes = (await history()).flat().sort();
    expect(changes).toEqual(['b.ts +0 -0', 'b.ts +1 -0', 'b.ts +20 -0']);
  });

  it('leaves merges and files that are gone out, and counts the gone in `touched`', async () => {
    write('a.ts', 'a\n');
    write('gone.ts', 'gone\n');
    commit('both');
    git('rm', '-q', 'gone.ts');
    commit('one goes');
    const { value } = await readHistory(root);
    expect(value.map((c) => [c.touched, c.files.length])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  it('gives paths relative to a subfolder of the repository', async () => {
    write('packages/one/src/a.ts', 'a\n');
    write('packages/two/b.ts', 'b\n');
    commit('all');
    write('packages/two/b.ts', 'b\nb\n');
    commit('two');
    expect(await history(join(root, 'packages/one'))).toEqual([['src/a.ts +1 -0']]);
  });

  it('copes with unusual names, binary files and empty commits', async () => {
    const names = ['with space.ts', 'ümläut.ts', 'quo"te.ts', 'tab\there.ts', 'new\nline.ts', '-rf.ts', '{a => b}.ts'];
    for (const name of names) write(name, 'x\n');
    write('image.png', '\0\u0001\u0002');
    commit('a1b2 3 a name like a header');
    commit('empty');
    const [empty, first] = await history();
    expect(empty).toEqual([]);
    expect(first).toEqual([...names.map((name) => `${name} +1 -0`), 'image.png +0 -0'].sort());
  });

  it('limits by count, date and extension', async () => {
    for (let i = 0; i < 5; i++) {
      write('a.ts', numbered(i + 1));
      write('package-lock.json', numbered(i + 1));
      commit(`${i}`);
    }
    expect(await history(root, { maxCommits: 2, extensions: ['ts', 'tsx'] })).toEqual([['a.ts +1 -0'], ['a.ts +1 -0']]);
    expect(await history(root, { since: new Date(1_700_000_300_000) })).toHaveLength(1);
  });

  it('says why there is no history', async () => {
    expect(await problemCodes(root)).toEqual(['no-commits']);
    expect(await problemCodes(root, { git: 'no-such-program' })).toEqual(['git-not-found']);
    expect(await problemCodes(join(root, '.git'))).toEqual(['not-a-repository']);
    const outside = mkdtempSync(join(tmpdir(), 'toolwright-no-git-'));
    expect(await problemCodes(outside)).toEqual(['not-a-repository']);
    rmSync(outside, { recursive: true });
    expect(await problemCodes(outside)).toEqual(['history-unreadable']);
  });

  it('tells a shallow clone and does not take its last commit for one that added every file', async () => {
    for (const text of ['1\n', '2\n', '3\n']) {
      write('a.ts', text);
      commit(text);
    }
    const clone = join(root, 'clone');
    git('clone', '-q', '--depth', '2', `file://${root}`, clone);
    const { value, problems } = await readHistory(clone);
    expect(problems.map((problem) => problem.code)).toEqual(['shallow-clone']);
    expect(value.map((c) => c.files)).toEqual([[{ path: 'a.ts', added: 1, removed: 1 }]]);
  });

  it('stops when asked to', async () => {
    write('a.ts', 'a\n');
    commit('a');
    const controller = new AbortController();
    const reading = readHistory(root, { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toBeInstanceOf(CancelledError);
    await expect(readHistory(root, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CancelledError);
  });
});

describe.skipIf(process.platform === 'win32')('a repository that is not trusted', () => {
  let marks: string;
  const program = (name: string) => join(marks, `${name}.sh`);
  const ran = (name: string) => existsSync(join(marks, name));

  beforeEach(() => {
    marks = mkdtempSync(join(tmpdir(), 'toolwright-marks-'));
    for (const name of ['gpg', 'fsmonitor', 'textconv', 'diff', 'pager', 'fetch']) {
      writeFileSync(program(name), `#!/bin/sh\ntouch '${join(marks, name)}'\nexit 1\n`);
      chmodSync(program(name), 0o755);
    }
    write('.gitattributes', '*.ts diff=evil\n');
    write('a.ts', 'a\n');
    commit('a');
    git('config', 'log.showSignature', 'true');
    git('config', 'gpg.program', program('gpg'));
    git('config', 'core.fsmonitor', program('fsmonitor'));
    git('config', 'core.pager', program('pager'));
    git('config', 'diff.external', program('diff'));
    git('config', 'diff.evil.textconv', program('textconv'));
    git('config', 'diff.evil.command', program('diff'));
  });

  afterEach(() => rmSync(marks, { recursive: true, force: true }));

  it('cannot have a signature checked by a program of its own', async () => {
    const signed = git('cat-file', 'commit', 'HEAD').replace(
      '\n\n',
      '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n',
    );
    write('commit.txt', signed);
    git('update-ref', 'HEAD', git('hash-object', '-w', '-t', 'commit', 'commit.txt').trim());

    expect(await history()).toEqual([['.gitattributes +1 -0', 'a.ts +1 -0']]);
    expect(ran('gpg')).toBe(false);
    git('log', '--numstat');
    expect(ran('gpg')).toBe(true);
  });

  it('cannot have objects that it lacks fetched by a program of its own', async () => {
    const blob = git('rev-parse', 'HEAD:a.ts').trim();
    renameSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)), join(marks, 'blob'));
    git('config', 'core.repositoryFormatVersion', '1');
    git('config', 'extensions.partialClone', 'origin');
    git('config', 'remote.origin.promisor', 'true');
    git('config', 'remote.origin.url', `ext::${program('fetch')}`);
    git('config', 'protocol.ext.allow', 'always');

    const { value, problems } = await readHistory(root);
    expect(value).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual(['history-unreadable']);
    expect(ran('fetch')).toBe(false);
    expect(() => git('log', '--numstat')).toThrow();
    expect(ran('fetch')).toBe(true);
  });

  it('cannot have any other configured program run', async () => {
    expect(await history()).toHaveLength(1);
    for (const name of ['gpg', 'fsmonitor', 'textconv', 'diff', 'pager', 'fetch']) expect(ran(name)).toBe(false);
  });
});
