import * as v from 'valibot';
import { parse } from 'yaml';
import { type FailedTest, firstLine } from './failedTest.ts';

/** What `node --test --test-reporter=tap` says about a test that failed. */
const diagnosisSchema = v.object({
  location: v.optional(v.string()),
  failureType: v.optional(v.string()),
  error: v.optional(v.string()),
});

/**
 * The failed tests of TAP (https://testanything.org, version 13 and 14) with the subtests and diagnoses that Node.js
 * writes; undefined for anything else. A group is no test: it fails with one of its own.
 */
export function readTap(text: string): FailedTest[] | undefined {
  const lines = text.split(/\r?\n/);
  if (!/^TAP version \d+/.test(lines.find((line) => line.trim() !== '') ?? '')) return undefined;
  const failed: FailedTest[] = [];
  const groups: string[] = [];
  for (const [at, line] of lines.entries()) {
    const [, blanks = '', kind = '', title = ''] = /^( *)(# Subtest:|not ok \d+ -|ok \d+ -) (.*)$/.exec(line) ?? [];
    const level = blanks.length / 4;
    if (kind === '') continue;
    groups.length = Math.min(groups.length, level + 1);
    if (kind === '# Subtest:') groups[level] = unescaped(title);
    else if (kind.startsWith('not ok') && !/ # (?:TODO|SKIP)\b/i.test(title)) {
      const test = failedTest([...groups.slice(0, level), unescaped(title)], diagnosisAt(lines, at + 1, blanks));
      if (test !== undefined) failed.push(test);
    }
  }
  return failed;
}

function failedTest(
  titles: readonly string[],
  diagnosis: v.InferOutput<typeof diagnosisSchema>,
): FailedTest | undefined {
  const { location, failureType, error } = diagnosis;
  if (failureType === 'subtestsFailed') return undefined;
  const file = location?.replace(/^file:\/\//, '').replace(/:\d+:\d+$/, '');
  return {
    titles,
    ...(file === undefined ? {} : { file }),
    ...(error === undefined ? {} : { message: firstLine(error) }),
  };
}

/** The block of YAML behind a result, between `---` and `...`. */
function diagnosisAt(lines: readonly string[], from: number, blanks: string): v.InferOutput<typeof diagnosisSchema> {
  const indent = `${blanks}  `;
  if (lines[from] !== `${indent}---`) return {};
  const end = lines.indexOf(`${indent}...`, from);
  const block = lines.slice(from + 1, end === -1 ? from + 1 : end).map((line) => line.slice(indent.length));
  try {
    const read = v.safeParse(diagnosisSchema, parse(block.join('\n'), { logLevel: 'silent' }));
    return read.success ? read.output : {};
  } catch {
    // A diagnosis that is no YAML says nothing more; the test has failed all the same.
    return {};
  }
}

function unescaped(title: string): string {
  return title.replaceAll(/\\([#\\])/g, '$1');
}
