import { expect, test } from 'vitest';
import { likelyAmong, questionWorthAsking, runProgram, type Value } from '#capability/synthesis';
import { candidatesFor } from './learn.ts';

type Pair = readonly [input: string, output: string];

/** What is learned where these other lines are known: the likeliest program, and all that may be meant. */
function taught(pairs: readonly Pair[], others: readonly string[]) {
  const examples = pairs.map(([input, output]) => ({ input: [input], output }));
  const found = candidatesFor({ examples, otherInputs: others.map((other) => [other]) });
  const answerTo = (text: string) => found[0] && (runProgram(found[0].program, [text]) ?? null);
  const likely = likelyAmong(found, pairs.length).slice(0, 12);
  return {
    answers: others.map(answerTo),
    offersFor: (text: string): Value[] => likely.map(({ program }) => runProgram(program, [text]) ?? null),
    question: questionWorthAsking(
      found,
      others.map((other) => [other]),
      pairs.length,
    ),
  };
}

/** Whole words are changed, what else has the same sign stays. */
const replaced: readonly (readonly [what: string, examples: readonly Pair[], others: readonly Pair[]])[] = [
  [
    'a word before a sign that is in many places',
    [
      ['class="a"', 'className="a"'],
      ['class="btn big"', 'className="btn big"'],
    ],
    [
      ['id="x" class="y"', 'id="x" className="y"'],
      ['data-x="1"', 'data-x="1"'],
    ],
  ],
  [
    'a keyword before others',
    [
      ['public run(): void {', 'public async run(): void {'],
      ['public stop(): void {', 'public async stop(): void {'],
    ],
    [
      ['public get(a: number): void {', 'public async get(a: number): void {'],
      ['private x = 1;', 'private x = 1;'],
    ],
  ],
  [
    'a call by another name, and no other call',
    [["console.log('started');", "logger.info('started');"]],
    [
      ['console.log(a, b);', 'logger.info(a, b);'],
      ["console.error('x');", "console.error('x');"],
    ],
  ],
  [
    'the sign that a line begins with, and no other one',
    [['- buy milk', '- [ ] buy milk']],
    [
      ['- e-mail bob', '- [ ] e-mail bob'],
      ['- sub - list', '- [ ] sub - list'],
    ],
  ],
];

test('a word that stands in the place of another one is no constant', () => {
  const known: readonly Pair[] = [
    ['12 Lisbon Ana Costa', '12 Ana Costa'],
    ['15 Lisbon Rui Dias', '15 Rui Dias'],
    ['16 Lisbon Eva Pinto', '16 Eva Pinto'],
  ];
  expect(taught(known, ['18 Porto Rita Melo', '21 Lisbon Gil Nunes', '23 Lisbon Ivo Reis']).answers).toEqual([
    '18 Rita Melo',
    '21 Gil Nunes',
    '23 Ivo Reis',
  ]);
});

test('the greatest number is looked for among numbers only', () => {
  const known: readonly Pair[] = [
    ['Music\\Live\\intro.mp3', 'Music'],
    ['Music\\Demos\\Early\\take.wav', 'Music'],
    ['Photos\\Summer\\beach.jpg', 'Photos'],
    ['Photos\\Winter\\2009\\snow.png', 'Photos'],
  ];
  const examples = known.map(([text, output]) => ({ input: [text], output }));
  const programs = candidatesFor({ examples, otherInputs: [['/opt/tools/bin/lint.exe']] }).map(
    ({ program }) => program,
  );
  expect(programs.length).toBeGreaterThan(0);
  expect(programs.filter((program) => JSON.stringify(program).includes('"by":"number"'))).toEqual([]);
});

test.each(replaced)('%s', (_, pairs, others) => {
  expect(
    taught(
      pairs,
      others.map(([input]) => input),
    ).answers,
  ).toEqual(others.map(([, output]) => output));
});

test.each<[what: string, examples: readonly Pair[], others: readonly string[]]>([
  [
    'words',
    [
      ['200 GET /a', 'ok'],
      ['500 GET /b', 'fail'],
    ],
    ['404 GET /c', '201 POST /d'],
  ],
  [
    'numbers',
    [
      ['200', 'OK'],
      ['404', 'Not Found'],
    ],
    ['500', '301'],
  ],
  [
    'lines of text with numbers',
    [
      ['17', 'no'],
      ['40', 'yes'],
    ],
    ['18', '90'],
  ],
])('two examples with a constant each have no answer for other %s', (_, pairs, others) => {
  const { answers, question } = taught(pairs, others);
  expect(answers).toEqual(others.map(() => null));
  expect(question?.answers.length).toBeGreaterThan(1);
});

/** What single examples leave open is asked, and one may say that there is no answer. */
test.each<[what: string, examples: readonly Pair[], open: string, offered: readonly (string | null)[]]>([
  [
    'a code that letters happen to spell',
    [
      ['Germany', 'DE'],
      ['France', 'FR'],
    ],
    'Italy',
    ['IT', null],
  ],
  [
    'a test that happens to fit',
    [
      ['box', 'boxes'],
      ['cat', 'cats'],
      ['bus', 'buses'],
    ],
    'dog',
    ['dogs', 'doges'],
  ],
  [
    'a name with another dot',
    [
      ['src/app.ts', 'dist/app.js'],
      ['src/lib/x.ts', 'dist/lib/x.js'],
    ],
    'src/index.test.ts',
    ['dist/index.test.js'],
  ],
  [
    'all after the first sign',
    [['DB_HOST=localhost', '  DB_HOST: localhost']],
    'URL=http://x?a=b',
    ['  URL: http://x?a=b'],
  ],
  [
    'all before signs that belong together',
    [
      ['const a = 1; // the first', 'const a = 1;'],
      ['f(b); // call', 'f(b);'],
    ],
    'for (let i = 0; i < n; i++) { // loop',
    ['for (let i = 0; i < n; i++) {'],
  ],
  ['all after the number', [['1. foo', 'foo']], '2. v1.2. x', ['v1.2. x']],
])('%s is asked about', (_, pairs, open, offered) => {
  const { question, offersFor } = taught(pairs, [open, ...pairs.map(([input]) => input)]);
  expect(question?.at).toBe(0);
  expect(offersFor(open)).toEqual(expect.arrayContaining([...offered]));
});

test('answers that lose what no known one loses, or say it twice, are unlikely', () => {
  expect(taught([['a,b,c', '| a | b | c |']], ['1,2,3', 'x,y']).answers).toEqual(['| 1 | 2 | 3 |', '| x | y |']);
});

test('digits belong to words where no example has any', () => {
  const pairs: readonly Pair[] = [
    ['Hello World', 'hello-world'],
    ['What, now?', 'what-now'],
    ['  Trim me ', 'trim-me'],
  ];
  const { answers } = taught(pairs, []);
  expect(answers).toEqual([]);
  const [best] = candidatesFor({ examples: pairs.map(([input, output]) => ({ input: [input], output })) });
  expect(best && runProgram(best.program, ['Top 10 tips'])).toBe('top-10-tips');
});
