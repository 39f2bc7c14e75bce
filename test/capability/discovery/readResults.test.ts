import { expect, test } from 'vitest';
import { isNamed } from '../../../src/capability/discovery/results/failedTest.ts';
import { readResults } from '../../../src/capability/discovery/results/readResults.ts';

test('what Vitest and Jest write as JSON', () => {
  const results = {
    numTotalTests: 3,
    testResults: [
      {
        name: '/home/ann/shop/test/slug.test.ts',
        status: 'failed',
        assertionResults: [
          { ancestorTitles: ['', 'slug'], title: 'cuts', status: 'passed', failureMessages: [] },
          {
            ancestorTitles: ['slug'],
            title: 'joins with -',
            status: 'failed',
            failureMessages: ['\u001b[31mError: expected a\u001b[39m\n    at file:1'],
          },
          { title: 'later', status: 'todo', failureMessages: null },
        ],
      },
    ],
  };
  expect(readResults(JSON.stringify(results))).toEqual([
    { file: '/home/ann/shop/test/slug.test.ts', titles: ['slug', 'joins with -'], message: 'Error: expected a' },
  ]);
});

test('what node:test writes as TAP', () => {
  const tap = String.raw`TAP version 13
# Subtest: outer \# one
    # Subtest: adds "x" <b>
    not ok 1 - adds "x" <b>
      ---
      duration_ms: 3.459155
      type: 'test'
      location: '/home/ann/shop/test/a.test.mjs:3:33'
      failureType: 'testCodeFailure'
      error: |-
        Expected values to be strictly equal:
        1 !== 2
      code: 'ERR_ASSERTION'
      ...
    # Subtest: ok
    ok 2 - ok
      ---
      duration_ms: 0.276996
      ...
    1..2
not ok 1 - outer \# one
  ---
  location: '/home/ann/shop/test/a.test.mjs:3:1'
  failureType: 'subtestsFailed'
  error: '1 subtest failed'
  ...
# Subtest: later
not ok 2 - later # TODO
# Subtest: top
not ok 3 - top
  ---
  this is: [no yaml
  ...
1..3
`;
  expect(readResults(tap)).toEqual([
    {
      file: '/home/ann/shop/test/a.test.mjs',
      titles: ['outer # one', 'adds "x" <b>'],
      message: 'Expected values to be strictly equal:',
    },
    { titles: ['top'] },
  ]);
});

test('what node:test and Vitest write in the form of JUnit', () => {
  const node = `<?xml version="1.0" encoding="utf-8"?>
<testsuites>
	<testsuite name="outer" tests="2" failures="1">
		<!-- <testcase name="none"><failure/></testcase> -->
		<testcase name="adds &amp;quot;x&amp;quot; &lt;b>" classname="outer" file="/shop/a.test.mjs" failure="1 == 2">
			<failure type="testCodeFailure" message="1 &#61;= 2">
Error <![CDATA[<testcase name="none"><failure/>]]>
			</failure>
		</testcase>
		<testcase name="ok" classname="outer" file="/shop/a.test.mjs"/>
	</testsuite>
</testsuites>`;
  expect(readResults(node)).toEqual([
    { file: '/shop/a.test.mjs', titles: ['outer', 'adds "x" <b>'], message: '1 == 2' },
  ]);
  const vitest = `<?xml version="1.0" encoding="UTF-8" ?>
<testsuites name="vitest tests">
    <testsuite name="test/slug.test.ts" tests="1" failures="1">
        <testcase classname="test/slug.test.ts" name="slug &gt; joins" time="0.003">
            <failure message="expected &apos;a&apos;" type="AssertionError">
            </failure>
        </testcase>
    </testsuite>
</testsuites>`;
  expect(readResults(vitest)).toEqual([
    { file: 'test/slug.test.ts', titles: ['slug', 'joins'], message: "expected 'a'" },
  ]);
});

test.each(['', '{', '{"a":1}', '<html></html>', 'ok 1 - a', '[]'])('%j is no file of results', (text) => {
  expect(readResults(text)).toBeUndefined();
});

test.each([
  ['slug › joins', ['slug', 'joins'], true],
  ['slug › joins', ['slug > joins'], true],
  ['slug › of %s is %i', ['slug', 'of (a) is 3'], true],
  ['slug › of $text', ['slug', 'of “b”'], true],
  ['slug › joins', ['slug', 'joins more'], false],
  ['a.c', ['abc'], false],
])('a test “%s” and the result of “%s”', (written, titles, same) => {
  expect(isNamed(written, { titles })).toBe(same);
});
