import { answerAsHelper } from '#workspace';
import { type CruiseInput, cruiseByDependencyCruiser } from './oracle.ts';
import { printToStandardError } from './standardError.ts';

printToStandardError();

/** dependency-cruiser takes minutes on a large workspace and can't be interrupted, but its thread can be ended. */
answerAsHelper(async function* (input: CruiseInput) {
  yield await cruiseByDependencyCruiser(input);
});
