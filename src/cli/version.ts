import { readFileSync } from 'node:fs';

declare const TOOLWRIGHT_DIST: string | undefined;

/** That of the product's package.json: beside `dist/` when built, above `src/` otherwise. */
export function productVersion(): string {
  const manifest = typeof TOOLWRIGHT_DIST === 'undefined' ? '../../package.json' : `${TOOLWRIGHT_DIST}../package.json`;
  return (JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8')) as { version: string }).version;
}
