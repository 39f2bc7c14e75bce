import { answerAsHelper, readText, realPath } from '#workspace';
import { loadRules, type RulesFile } from './loadRules.ts';

/** Loads a rules file in a thread of its own: Node would keep the first version of one in JavaScript for good. */
answerAsHelper(async function* (file: RulesFile) {
  yield await loadRules(file, { readText, realPath });
});
