import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { ToolwrightError, throwIfCancelled } from '#base';

/** Node.js takes some 130 MB. */
const mostBytes = 600 * 1024 * 1024;

/**
 * Writes one file of a tarball to a path. All else that the tarball holds is skipped, and none of its names becomes a
 * path: whatever it says, nothing is written anywhere else.
 *
 * @param name of the file in the tarball; it must be there once, as a plain file
 * @throws ToolwrightError `runtime-broken` for a tarball that cannot be read, or has no such file
 */
export async function unpackFile(tarball: string, name: string, to: string, signal?: AbortSignal): Promise<void> {
  let written: Promise<void> | undefined;
  let failure: unknown;
  const parser = new Parser({ strict: true });
  parser.on('entry', (entry: ReadEntry) => {
    if (entry.path !== name || failure !== undefined) return entry.resume();
    if (entry.type !== 'File' || entry.size > mostBytes || written !== undefined) {
      failure = new Error(`${name} is not one plain file in it`);
      return entry.resume();
    }
    written = pipeline(entry, createWriteStream(to, { flags: 'wx', mode: 0o700 }));
    // Looked at in the end; what follows in the tarball must not wait for it.
    written.catch(() => entry.resume());
  });
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  parser.on('end', resolve).on('error', reject);
  ended.catch(() => {});
  try {
    // Node's own unzipping works beside this thread, that of the tar library in it.
    for await (const chunk of createReadStream(tarball, { signal }).pipe(createGunzip())) {
      throwIfCancelled(signal);
      if (!parser.write(chunk)) await Promise.race([new Promise((done) => parser.once('drain', done)), ended]);
    }
    parser.end();
    await ended;
  } catch (error) {
    throwIfCancelled(signal);
    failure ??= error;
  }
  await written;
  if (failure === undefined && written !== undefined) return;
  const reason = failure instanceof Error ? failure.message : `it holds no ${name}`;
  throw new ToolwrightError('runtime-broken', `What was fetched cannot be unpacked: ${reason}.`, {
    hint: 'The package on the registry is not what it was. Install Node.js 24 yourself, and name it in the setting toolwright.sandbox.node.',
  });
}
