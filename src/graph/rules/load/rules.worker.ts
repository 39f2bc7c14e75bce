import { answerAsHelper, readText, realPath } from '#workspace';
import { printToStandardError } from '../standardError.ts';
import { loadRules, type RulesFile } from './loadRules.ts';

printToStandardError();

/** Loads a rules file in a thread of its own: Node would keep the first version of one in JavaScript for good. */
answerAsHelper(async function* (file: RulesFile) {
  yield await loadRules(file, { readText, realPath });
});
