import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installExtension } from '../../scripts/editor/codeServer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The data folder that has Toolwright among its extensions. */
    readonly extensionsOf: string;
  }
}

/** Installs the VSIX once, as a user would, for the editors of all test files. */
export default async function install(project: TestProject): Promise<() => void> {
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-e2e-installed-')));
  await installExtension(data, fromEnvironment('TOOLWRIGHT_VSIX'));
  project.provide('extensionsOf', data);
  return () => rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}

export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run these tests by \`npm run test:e2e\``);
  return value;
}
