/** Which files the graph reads, and as what. */

const sourceExtension = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$/;

/** Whether a file is read for imports (by its name). */
export function isSourceFile(path: string): boolean {
  return sourceExtension.test(path);
}

/** The extensions that `isSourceFile` knows, for file watchers and dialogs. */
export const sourceExtensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'vue', 'svelte'] as const;

/** The folders of tests, and their names, by the conventions of Jest, Vitest, Mocha, node:test, Playwright and Cypress. */
const testFolder = /(?:^|\/)(?:__tests__|tests?|specs?|e2e|cypress)\//;
const testName = /(?:\.(?:tests?|specs?|e2e|cy)|[_-](?:test|spec|e2e))\.[^/]+$/;

/** Whether a file belongs to the tests: it is one, or helps one. */
export function isTestFile(path: string): boolean {
  return testFolder.test(path) || testName.test(path);
}

/** Whether test runners would take it by its name. */
export function isNamedAsTest(path: string): boolean {
  return testName.test(path) || /(?:^|\/)__tests__\//.test(path);
}

export type Language = 'js' | 'jsx' | 'ts' | 'tsx' | 'dts';

export function languageOf(path: string): Language {
  if (/\.d\.(?:[^/.]+\.)?[cm]?ts$/.test(path)) return 'dts';
  if (/\.[cm]?ts$/.test(path)) return 'ts';
  if (path.endsWith('.tsx')) return 'tsx';
  return 'jsx';
}
