import type { Outcome, Problem } from '#base';
import { type DatedFailure, readResults } from '#capability/discovery';
import { findFiles, readStamped, stampOf, systemReason } from '#workspace';

const usualFiles = [
  '{test-results,reports,.vitest,.toolwright/test-results}/**/*.{json,xml,tap}',
  '{junit,test-results,vitest-results,jest-results}*.{json,xml,tap}',
];
const largestFile = 64 * 1024 * 1024;

interface KnownFile {
  readonly modified: number;
  readonly size: number;
  readonly failed: readonly DatedFailure[];
  /** Whether it begins like results and cannot be read to its end. */
  readonly isBroken: boolean;
}

/** The tests that failed, from the files that test runners write. Files that have not changed are not read again. */
export class TestResults {
  readonly #root: string;
  readonly #globs: readonly string[];
  #files = new Map<string, KnownFile>();

  /** @param root the workspace folder, absolute, with `/` */
  constructor(root: string, globs: readonly string[] = usualFiles) {
    this.#root = root;
    this.#globs = globs;
  }

  /** What is no file of results is passed over: the usual folders hold other things as well. */
  read(): Outcome<readonly DatedFailure[]> {
    const problems: Problem[] = [];
    const files = new Map<string, KnownFile>();
    for (const path of findFiles(this.#root, this.#globs)) {
      try {
        const known = this.#look(path);
        files.set(path, known);
        if (known.isBroken) problems.push(brokenFile(path));
      } catch (error) {
        problems.push({
          code: 'unreadable-file',
          severity: 'warning',
          message: `The file of test results could not be read: ${systemReason(error)}.`,
          hint: 'Check its permissions.',
          path,
        });
      }
    }
    this.#files = files;
    return { value: [...files.values()].flatMap(({ failed }) => failed), problems };
  }

  #look(path: string): KnownFile {
    const file = `${this.#root}/${path}`;
    const now = stampOf(file);
    const known = this.#files.get(path);
    if (known && known.size === now?.size && known.modified === now.modified) return known;
    if (now !== undefined && now.size > largestFile) return { ...now, failed: [], isBroken: false };
    const { text, stamp } = readStamped(file);
    const failed = readResults(text);
    return {
      ...stamp,
      failed: (failed ?? []).map((one) => ({ ...one, at: stamp.modified })),
      isBroken: failed === undefined && beginsLikeResults.test(text.slice(0, 5000)),
    };
  }
}

/** What Vitest and Jest write; TAP and JUnit's form can be read as far as they go. */
const beginsLikeResults = /^\s*\{[\s\S]*"(?:testResults|numTotalTests|numFailedTests)"/;

function brokenFile(path: string): Problem {
  return {
    code: 'broken-results',
    severity: 'warning',
    message: 'The file of test results cannot be read: it ends too early, or has another form.',
    hint: 'Run the tests again. Which tests fail is not known until then.',
    path,
  };
}
