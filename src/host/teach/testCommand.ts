import { isRecord } from '#base';

/** A program with its arguments. */
export interface TestCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** Runners that are known to take the files to run as arguments. */
const runners: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['vitest', ['--no-install', 'vitest', 'run']],
  ['jest', ['--no-install', 'jest']],
];

/**
 * How the tests of some files are run, by what their package.json says it depends on or runs. Undefined where it names no
 * runner that is known.
 * @param text of the package.json
 * @param files relative to its folder
 */
export function testCommand(text: string, files: readonly string[]): TestCommand | undefined {
  const manifest = manifestOf(text);
  const textOf = (value: unknown) => JSON.stringify(isRecord(value) ? value : {});
  const known = textOf(manifest.devDependencies) + textOf(manifest.dependencies) + textOf(manifest.scripts);
  const found = runners.find(([name]) => new RegExp(`["\\s]${name}["\\s]`).test(known));
  if (found !== undefined) return { command: 'npx', args: [...found[1], ...files] };
  return /\bnode --test\b/.test(known) ? { command: 'node', args: ['--test', ...files] } : undefined;
}

function manifestOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(text);
    return isRecord(manifest) ? manifest : {};
  } catch {
    // Whoever writes it has not finished yet.
    return {};
  }
}
