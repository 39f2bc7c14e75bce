import { answerAsHelper, readText } from '#workspace';
import { loadRules } from './loadRules.ts';

/** Loads a rules file in a thread of its own: Node would keep the first version of one in JavaScript for good. */
answerAsHelper(async function* ({ root, path, trusted }: { root: string; path: string; trusted: boolean }) {
  yield await loadRules(root, path, { trusted, readText: async (file) => readText(file) });
});
