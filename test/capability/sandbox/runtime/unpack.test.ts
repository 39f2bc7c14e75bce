import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unpackFile } from '../../../../src/capability/sandbox/runtime/unpack.ts';
import { type TarEntry, tarballOf, temporaryFolder } from './support.ts';

const wanted = 'package/bin/node';

/** Unpacks `package/bin/node` of a tarball to `inner/node`. @returns the folder above, to look for what else was written */
async function unpack(tarball: Buffer): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.tgz'), tarball);
  await unpackFile(join(folder, 'package.tgz'), wanted, join(folder, 'node'));
  return folder;
}

const refused = (tarball: Buffer) => expect(unpack(tarball)).rejects.toMatchObject({ code: 'runtime-broken' });

const filler: TarEntry = { path: 'package/share/doc', text: 'd'.repeat(300_000) };

test('one file is written, whatever stands before and behind it', async () => {
  const text = 'n'.repeat(3_000_001);
  const folder = await unpack(tarballOf([filler, { path: wanted, text }, filler]));
  expect(readFileSync(join(folder, 'node'), 'utf8')).toBe(text);
  expect(readdirSync(folder).sort()).toEqual(['node', 'package.tgz']);
});

test('names that lead elsewhere lead nowhere', async () => {
  const hostile: TarEntry[] = [
    { path: '../../../../../../../../../../tmp/toolwright-evil', text: 'evil' },
    { path: '/tmp/toolwright-evil', text: 'evil' },
    { path: 'package/bin', type: 'SymbolicLink', linkpath: '/tmp' },
    { path: 'package/bin/../../../evil', text: 'evil' },
  ];
  const folder = await unpack(tarballOf([...hostile, { path: wanted, text: 'good' }, ...hostile]));
  expect(readFileSync(join(folder, 'node'), 'utf8')).toBe('good');
  expect(readdirSync(folder).sort()).toEqual(['node', 'package.tgz']);
  expect([existsSync('/tmp/toolwright-evil'), existsSync(join(folder, '..', 'evil'))]).toEqual([false, false]);
});

test('a link in the place of the program is refused', () =>
  refused(tarballOf([{ path: wanted, type: 'SymbolicLink', linkpath: '/bin/sh' }])));

test('two programs of the same name are refused', () =>
  refused(
    tarballOf([
      { path: wanted, text: 'one' },
      { path: wanted, text: 'two' },
    ]),
  ));

test('a tarball without the program is refused', () => refused(tarballOf([filler])));

test('what is no tarball, or half of one, is refused', async () => {
  const whole = tarballOf([filler, { path: wanted, text: 'n'.repeat(100_000) }, filler]);
  await refused(Buffer.from('nothing of the kind'));
  await refused(Buffer.alloc(0));
  await refused(whole.subarray(0, whole.length / 2));
});

test('an error of the disk stays one', async () => {
  const folder = temporaryFolder();
  const tarball = join(folder, 'package.tgz');
  writeFileSync(tarball, tarballOf([{ path: wanted, text: 'n'.repeat(3_000_000) }, filler]));
  const unpacking = unpackFile(tarball, wanted, join(folder, 'missing', 'node'));
  await expect(unpacking).rejects.toMatchObject({ code: 'ENOENT', syscall: 'open' });
});
