import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { checkStream, type IntegrityMap, parse } from 'ssri';
import { CancelledError, type ReportProgress, ToolwrightError, throwIfCancelled } from '#base';
import { type Asking, ask, type RuntimeOffer, unreachable } from './offer.ts';

/** Node.js takes some 50 MB; whatever sends more than this sends something else. */
const mostBytes = 400 * 1024 * 1024;

/**
 * Writes the tarball of an offer to a new file, and checks what has been written against the offer's checksum.
 *
 * @throws ToolwrightError `runtime-registry-unreachable` (also when it breaks off), `runtime-registry-refused`,
 *   `runtime-not-served`, `runtime-integrity`, or the system's error where the file cannot be written
 */
export async function download(offer: RuntimeOffer, file: string, asking: Asking, report?: ReportProgress) {
  const { tarball, bytes, version } = offer;
  const { body } = await ask(tarball, asking);
  if (body === null) throw unreachable(tarball, new Error('the answer is empty'));
  let done = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _, next) {
      done += chunk.length;
      if (done > mostBytes) return next(new Error('it sends too much'));
      report?.({ step: `Fetching Node.js ${version}`, done, ...(bytes === undefined ? {} : { total: bytes }) });
      next(null, chunk);
    },
  });
  const received = Readable.fromWeb(body as ReadableStream<Uint8Array>);
  let broken: unknown;
  received.once('error', (error) => {
    broken = error;
  });
  try {
    await pipeline(received, count, createWriteStream(file, { flags: 'wx', mode: 0o600 }), {
      signal: asking.signal ?? neverAborted,
    });
  } catch (error) {
    throwIfCancelled(asking.signal);
    throw isOfTheSystem(error) && error !== broken ? error : unreachable(tarball, error);
  }
  report?.({ step: 'Checking what was fetched', done: 0 });
  await verify(file, offer, asking.signal);
}

const neverAborted = new AbortController().signal;

/** Only the strong checksum counts: an offer that has a weak one alone is refused. */
async function verify(file: string, { integrity, tarball }: RuntimeOffer, signal: AbortSignal | undefined) {
  // What is no checksum at all is parsed to null, whatever the declarations say.
  const parsed = parse(integrity) as IntegrityMap | null;
  const sha512 = parsed?.sha512 ?? [];
  if (sha512.length === 0) throw notIntact(tarball, 'the registry gives no SHA-512 for it');
  try {
    await checkStream(createReadStream(file, { signal }), { sha512 });
  } catch (error) {
    if (signal?.aborted) throw new CancelledError();
    if ((error as { code?: unknown }).code !== 'EINTEGRITY') throw error;
    throw notIntact(tarball, 'its SHA-512 is not the one that the registry tells');
  }
}

/** An error of a file: no space, no permission. Errors of connections name no path and no disk. */
function isOfTheSystem(error: unknown): boolean {
  const { syscall } = error as NodeJS.ErrnoException;
  return syscall === 'open' || syscall === 'write' || syscall === 'close';
}

function notIntact(tarball: string, why: string): ToolwrightError {
  return new ToolwrightError('runtime-integrity', `${tarball} is not what it should be: ${why}. It was thrown away.`, {
    hint: 'Try again; if it happens once more, something between you and the registry changes files.',
  });
}
