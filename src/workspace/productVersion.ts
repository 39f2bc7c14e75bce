import { readFileSync } from 'node:fs';

declare const TOOLWRIGHT_DIST: string | undefined;

let known: string | undefined;

/** The version in the package.json of the product: above `dist/` when built, above `src/` otherwise. */
export function productVersion(): string {
  known ??= read(typeof TOOLWRIGHT_DIST === 'undefined' ? '../../package.json' : `${TOOLWRIGHT_DIST}../package.json`);
  return known;
}

function read(manifest: string): string {
  return (JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8')) as { version: string }).version;
}
