import { hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** What tells cheaply whether a file is still the one that was read. */
export interface FileStamp {
  readonly size: number;
  /** Milliseconds, with the file system's fractions. */
  readonly modified: number;
}

/** A text in UTF-8, or in UTF-16 with a byte order mark as some editors of Windows write it; without the mark. Throws the system's error. */
export function readText(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (text.startsWith('\uFFFD\uFFFD')) return inUtf16(readFileSync(path)) ?? text;
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function inUtf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return undefined;
}

/** The path without symbolic links. Throws the system's error. */
export function realPath(path: string): string {
  return realpathSync.native(path);
}

/** A text and the stamp it had just before it was read, so that a change in between is noticed the next time. */
export function readStamped(path: string): { readonly text: string; readonly stamp: FileStamp } {
  const { size, mtimeMs } = statSync(path);
  return { text: readText(path), stamp: { size, modified: mtimeMs } };
}

/** Undefined when there is no such file or it can't be reached. */
export function stampOf(path: string): FileStamp | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? { size: stats.size, modified: stats.mtimeMs } : undefined;
  } catch {
    return undefined;
  }
}

/** Identifies a content. SHA-1: not a safeguard against forgery, only a name that does not collide by chance. */
export function contentHash(text: string): string {
  return hash('sha1', text, 'base64url');
}

/** When a file or folder was last changed, in milliseconds; undefined when there is none or it can't be reached. */
export function modifiedOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  } catch {
    return undefined;
  }
}

/**
 * The name that the disk has for what is there, file, folder or link: it may differ in its case where the disk does not
 * tell cases apart. Undefined where there is nothing.
 */
export function nameOnDisk(path: string): string | undefined {
  const name = basename(path);
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
    const names = readdirSync(dirname(path));
    return names.includes(name) ? name : (names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name);
  } catch {
    return undefined;
  }
}
