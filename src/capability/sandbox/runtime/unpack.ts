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
 * @throws ToolwrightError `runtime-broken` for a tarball that cannot be read, or has no such file; the system's error
 *   where the file cannot be written
 */
export async function unpackFile(tarball: string, name: string, to: string, signal?: AbortSignal): Promise<void> {
  const stop = new AbortController();
  let writing: Promise<void> | undefined;
  let unwritable: unknown;
  let unreadable: string | undefined;
  const parser = new Parser({ strict: true });
  parser.on('entry', (entry: ReadEntry) => {
    if (entry.path !== name) return entry.resume();
    if (writing !== undefined || entry.type !== 'File' || entry.size > mostBytes) {
      unreadable ??= `${name} is not one plain file in it`;
      return entry.resume();
    }
    writing = pipeline(entry, createWriteStream(to, { flags: 'wx', mode: 0o700 }), { signal: stop.signal });
    writing.catch((error: unknown) => {
      unwritable = error;
      stop.abort();
    });
  });
  try {
    const source = createReadStream(tarball, signal && { signal });
    // Node's own unzipping works beside this thread, that of the tar library in it.
    await pipeline(source, createGunzip(), (chunks) => parse(parser, chunks, stop.signal));
    await writing;
  } catch (error) {
    throwIfCancelled(signal);
    if (unwritable !== undefined) throw unwritable;
    unreadable ??= (error as Error).message;
  } finally {
    // Of half a tarball the file would wait for the rest for ever.
    stop.abort();
    await writing?.catch(() => {});
  }
  if (unreadable === undefined && writing !== undefined) return;
  throw new ToolwrightError(
    'runtime-broken',
    `What was fetched cannot be unpacked: ${unreadable ?? `it holds no ${name}`}.`,
    {
      hint: 'The package on the registry is not what it was. Install Node.js 24 yourself, and name it in the setting toolwright.sandbox.node.',
    },
  );
}

/** Hands chunks to the parser as fast as it takes them. @throws what it says, or when `stopped` says so */
async function parse(parser: Parser, chunks: AsyncIterable<Uint8Array>, stopped: AbortSignal): Promise<void> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  parser.on('end', resolve).on('error', reject);
  stopped.addEventListener('abort', () => reject(new Error('it cannot be written')), { once: true });
  // Nobody looks at it while chunks come.
  ended.catch(() => {});
  for await (const chunk of chunks) {
    if (parser.write(chunk)) continue;
    await Promise.race([new Promise((done) => parser.once('drain', done)), ended]);
  }
  parser.end();
  await ended;
}
