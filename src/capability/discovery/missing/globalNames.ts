import globals from 'globals';

/** Surroundings that programs in TypeScript run in, as the package `globals` names them. */
const surroundings = [
  ...(['builtin', 'browser', 'worker', 'sharedWorker', 'serviceworker', 'audioWorklet', 'paintWorklet'] as const),
  ...(['node', 'commonjs', 'amd', 'bunBuiltin', 'denoBuiltin', 'react-native', 'webpack', 'rspack'] as const),
  ...(['vitest', 'jest', 'mocha', 'jasmine', 'chai', 'qunit', 'protractor', 'embertest'] as const),
  ...(['jquery', 'vue', 'svelte', 'astro', 'meteor', 'webextensions'] as const),
];

/** What is there in one of the places that code runs in, without anybody declaring it. */
export const globalNames: ReadonlySet<string> = new Set(surroundings.flatMap((one) => Object.keys(globals[one])));

/** The names that a file gives to all others: of declarations, of `declare global`, of a script that is no module. */
export function ambientNames(path: string, text: string): string[] {
  const declares = /\.d\.(?:[^/.]+\.)?[cm]?ts$/.test(path) || /\bdeclare\s+global\b/.test(text);
  const isModule = /^\s*(?:import|export)\b/m.test(text);
  if (!declares && isModule) return [];
  const words = text.matchAll(
    /\b(?:function\*?|const|let|var|class|namespace|enum)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu,
  );
  return Array.from(words, ([, name = '']) => name);
}
