import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { messageOf, ToolwrightError } from '#base';
import { bytes } from '../output/text.ts';

/** Bytes; a text of this size is in memory several times while it is changed. */
const largest = 50_000_000;

/** A text, and whether the file begins with a byte order mark, which is no part of it. */
export interface TextFile {
  readonly text: string;
  readonly mark: string;
}

/**
 * Reads a text file in UTF-8.
 * @param name as the user wrote it
 * @throws ToolwrightError `cannot-read`, `too-large`, `binary`, `empty`
 */
export function readTextFile(name: string): TextFile {
  const content = contentOf(name);
  refuseLarge(name, content.length);
  if (content.includes(0)) throw notText(name);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw notText(name);
  }
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  if (text.slice(mark.length).trim() === '') {
    throw new ToolwrightError('empty', `There is no text in ${name}.`, {
      hint: 'Name a file with the lines to change.',
    });
  }
  return { text: text.slice(mark.length), mark };
}

function contentOf(name: string): Buffer {
  try {
    // Before it is read: a size that nobody can hold should not be tried.
    const known = statSync(name);
    if (!known.isFile()) return streamed(name);
    refuseLarge(name, known.size);
    return readFileSync(name);
  } catch (error) {
    if (ToolwrightError.is(error)) throw error;
    throw new ToolwrightError('cannot-read', `Cannot read ${name}: ${messageOf(error)}.`, {
      hint: 'Give the path of a text file.',
      cause: error,
    });
  }
}

/** What a pipe or a device gives, which may never end. */
function streamed(name: string): Buffer {
  const file = openSync(name, 'r');
  const parts: Buffer[] = [];
  try {
    for (let size = 0; ; ) {
      const part = Buffer.alloc(1_000_000);
      const count = readSync(file, part);
      if (count === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, count));
      size += count;
      refuseLarge(name, size);
    }
  } finally {
    closeSync(file);
  }
}

function refuseLarge(name: string, size: number): void {
  if (size <= largest) return;
  throw new ToolwrightError('too-large', `${name} has ${bytes(size)}, and at most ${bytes(largest)} can be changed.`, {
    hint: 'Split it into smaller files.',
  });
}

function notText(name: string): ToolwrightError {
  return new ToolwrightError('binary', `${name} is no text in UTF-8.`, {
    hint: 'Name a text file; one in another encoding has to be converted first.',
  });
}
