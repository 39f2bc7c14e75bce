import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The binary interfaces that isolated-vm comes compiled for on a platform. */
export function isolatedVmAbis(platform: string): string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('isolated-vm/package.json'));
  return readdirSync(join(folder, 'prebuilds', platform)).flatMap((file) => /\.abi(\d+)\./.exec(file)?.[1] ?? []);
}
