import type { FailedTest } from './failedTest.ts';
import { readJson } from './json.ts';
import { readJunit } from './junit.ts';
import { readTap } from './tap.ts';

/** The failed tests of a file of results, whichever form it has; undefined where it is none that is known. */
export function readResults(text: string): readonly FailedTest[] | undefined {
  return readJson(text) ?? readTap(text) ?? readJunit(text);
}
