import { type FailedTest, firstLine } from './failedTest.ts';

type Attributes = Readonly<Record<string, string>>;

/** One tag: its name, its attributes, and whether it opens, closes or stands alone. Comments and texts are none. */
const tags =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;

/**
 * The failed tests of a report in JUnit's form, as Node.js (`--test-reporter=junit`), Vitest and jest-junit write it;
 * undefined for anything else. Only its tags are read; entities beyond those of XML stay as they are.
 */
export function readJunit(text: string): FailedTest[] | undefined {
  if (!/^\s*(?:<\?xml[^>]*>\s*)?<testsuites?\b/.test(text)) return undefined;
  const failed: FailedTest[] = [];
  const suites: string[] = [];
  let test: Attributes | undefined;
  for (const [, closing, tag, written = '', alone] of text.matchAll(tags)) {
    if (tag === 'testsuite') {
      if (closing === '/') suites.pop();
      else if (alone !== '/') suites.push(attributesOf(written).name ?? '');
    } else if (tag === 'testcase') test = closing === '/' || alone === '/' ? undefined : attributesOf(written);
    else if ((tag === 'failure' || tag === 'error') && closing !== '/' && test !== undefined) {
      failed.push(failedTest(test, suites, attributesOf(written)));
      test = undefined;
    }
  }
  return failed;
}

function failedTest(
  { name = '', classname = '', file }: Attributes,
  suites: readonly string[],
  failure: Attributes,
): FailedTest {
  const path = [file, classname, ...suites].find((one) => one !== undefined && /\.[cm]?[jt]sx?$/.test(one));
  const groups = suites.filter((suite) => suite !== path && suite !== '');
  // Vitest's names have their groups in them.
  const titles = name.includes(' > ') ? name.split(' > ') : [...(file === undefined ? [] : groups), name];
  return {
    titles,
    ...(path === undefined ? {} : { file: path }),
    ...(failure.message === undefined ? {} : { message: firstLine(failure.message) }),
  };
}

function attributesOf(written: string): Attributes {
  const found = written.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  // Node.js escapes quotes twice.
  const valueIn = (text: string) => decoded(text).replaceAll('&quot;', '"');
  return Object.fromEntries([...found].map(([, name = '', double, single]) => [name, valueIn(double ?? single ?? '')]));
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name = '') => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : (entities[name] ?? whole);
  });
}
