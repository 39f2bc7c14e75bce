import { describe, expect, it } from 'vitest';
import { confidenceThreshold, createRouter } from '../../../src/capability/router/index.ts';
import { longestRequest } from '../../../src/capability/router/router.ts';
import type { Capability, PlainData } from '../../../src/protocol/index.ts';
import { capabilities, capability, object } from './capabilities.ts';

const text = { type: 'string' } as const;

function route(known: readonly Capability[], request: string, input?: PlainData) {
  const given = input === undefined ? {} : { input };
  return createRouter(known).route({ text: request, ...given, user: { id: 'ann' }, origin: 'command-line' });
}

describe('intents', () => {
  it('give the request to the one with the most words of its own', () => {
    const general = capability('general', 'Change', ['change {text}'], object({ text }));
    const special = capability('special', 'Quote', ['change {text} to a quotation'], object({ text }));
    expect(route([general, special], 'change x to a quotation')).toMatchObject({
      name: 'special',
      input: { text: 'x' },
    });
    expect(route([general, special], 'change x to a number')).toMatchObject({ name: 'general' });
  });

  it('for one format are not taken for another, which they would misread', () => {
    const known = [
      capability(
        'csv-to-json',
        'Convert CSV to JSON',
        ['convert {text} from CSV to JSON', 'read {text} as CSV'],
        object({ text }),
      ),
    ];
    const asked = (request: string) => route(known, request, { text: 'a: 1' }).kind;
    expect(asked('convert yaml to json')).toBe('low_confidence');
    expect(asked('convert this csv to json please')).toBe('matched');
  });

  it('whose slot is named by what is at hand take what was handed over for it, else what is selected', () => {
    const known = [capability('shout', 'Shout', ['shout the names in {text}'], object({ text }))];
    const asked = (words: string, input: PlainData) => route(known, `shout the names in ${words}`, input);
    expect(asked('this text', { text: 'Bob' })).toMatchObject({ name: 'shout', input: { text: 'Bob' } });
    expect(asked('the selected lines', { selection: 'Ann' })).toMatchObject({ input: { text: 'Ann' } });
    expect(asked('"this text"', { text: 'Bob' })).toMatchObject({ input: { text: 'this text' } });
    expect(asked('Eve', { text: 'Bob' })).toMatchObject({ input: { text: 'Eve' } });
  });

  it('that fit equally well make nobody guess', () => {
    const one = capability('one', 'Wrap', ['wrap {text}'], object({ text }));
    const two = capability('two', 'Wrap again', ['wrap {text}'], object({ text }));
    expect(route([one, two], 'wrap x')).toMatchObject({
      kind: 'low_confidence',
      guesses: [{ name: 'one', confidence: 0.5 }, { name: 'two' }],
    });
  });

  it('that fit equally well lead to the one that may run, where it is one', () => {
    const known = ['one', 'two', 'three'].map((name) => capability(name, 'Wrap', ['wrap {text}'], object({ text })));
    const request = { text: 'wrap x', user: { id: 'ann' }, origin: 'editor' } as const;
    const routed = (...may: string[]) => createRouter(known, (name) => may.includes(name)).route(request);
    expect(routed('two')).toMatchObject({ kind: 'matched', name: 'two' });
    expect(routed('two', 'three')).toMatchObject({ kind: 'low_confidence', guesses: [{}, {}, {}] });
  });

  it('that differ by the types of their slots are told apart by the values', () => {
    const number = capability('number', 'Double', ['double {n}'], object({ n: { type: 'integer' } }));
    const word = capability('word', 'Double a colour', ['double {c}'], object({ c: { enum: ['red', 'blue'] } }));
    expect(route([number, word], 'double 4')).toMatchObject({ name: 'number', input: { n: 4 } });
    expect(route([number, word], 'double Blue')).toMatchObject({ name: 'word', input: { c: 'blue' } });
  });

  it('divide a request so that every slot has a value that fits', () => {
    const replace = capability(
      'write',
      'Write',
      ['write {text} to {as}'],
      object({ text, as: { enum: ['csv', 'json'] } }),
    );
    expect(route([replace], 'write road to Rome to JSON')).toMatchObject({
      input: { text: 'road to Rome', as: 'json' },
    });
  });

  it('that come again are the next of their kind', () => {
    const format = { enum: ['csv', 'json', 'yaml'] };
    const known = [
      capability(
        'convert',
        'Convert',
        ['convert {selection} from {format} to {format}'],
        object({ selection: text, format, format2: format }),
      ),
    ];
    expect(route(known, 'convert the selection from CSV to yaml', { selection: 'a,b' })).toMatchObject({
      kind: 'matched',
      input: { selection: 'a,b', format: 'csv', format2: 'yaml' },
    });
  });

  it('keep the text of a slot as it is, and read booleans and lists', () => {
    const properties = { list: { type: 'array', items: { type: 'number' } }, flag: { type: 'boolean' } } as const;
    const known = [capability('sum', 'Sum', ['sum {list} rounded {flag}'], object(properties))];
    expect(route(known, 'Sum 1, 2 and 3.5 rounded yes')).toMatchObject({ input: { list: [1, 2, 3.5], flag: true } });
  });

  it('take values that came with the request, less than those of slots', () => {
    const known = [capability('greet', 'Greet', ['greet {who}'], object({ who: text, loud: { type: 'boolean' } }))];
    expect(route(known, 'greet Bob', { who: 'Ann', loud: true, other: 1 })).toMatchObject({
      kind: 'matched',
      input: { who: 'Bob', loud: true },
    });
  });
});

it('says how a request was understood', () => {
  const known = [
    capability('greet', 'Greet somebody', ['greet {who} in {language}'], object({ who: text, language: text })),
  ];
  expect(route(known, 'Greet Ann in Dutch')).toMatchObject({
    match: { intent: 'greet {who} in {language}', confidence: 1, slots: { who: 'Ann', language: 'Dutch' } },
  });
});

it('guesses name a way of asking, never the title', () => {
  const known = [capability('tidy', 'Water all the plants', ['sprinkle {text}'], object({ text }))];
  expect(route(known, 'water all the plants', { selection: 'x' })).toMatchObject({
    kind: 'matched',
    match: { intent: 'sprinkle {text}', slots: {} },
  });
});

it('is not held up by requests that can be divided in very many ways', () => {
  const slots = ['a', 'b', 'c', 'd', 'e', 'f'];
  const properties = Object.fromEntries(slots.map((slot) => [slot, { type: 'integer' } as const]));
  const known = [capability('hard', 'Hard', [slots.map((slot) => `x {${slot}}`).join(' ')], object(properties))];
  const started = performance.now();
  route(known, 'x '.repeat(1000));
  expect(performance.now() - started).toBeLessThan(1000);
});

it('one that was chosen needs no words that fit, only an input', () => {
  const known = [capability('sort', 'Sort lines', ['sort {selection}'], object({ selection: text }))];
  const chosen = { text: 'tidy it', name: 'sort', user: { id: 'ann' }, origin: 'editor' } as const;
  expect(route(known, 'tidy it', { selection: 'b' })).toMatchObject({ kind: 'missing_handler' });
  expect(createRouter(known).route({ ...chosen, input: { selection: 'b' } })).toMatchObject({
    kind: 'matched',
    input: { selection: 'b' },
  });
  expect(createRouter(known).route(chosen)).toMatchObject({ kind: 'error', name: 'sort' });
});

describe('long requests', () => {
  const shout = capability('shout', 'Shout', ['shout {text}'], object({ text }));
  const pair = capability('pair', 'Pair', ['pair {one} with {two}'], object({ one: text, two: text }));

  it('give slots all of their text', () => {
    const long = `${'word, '.repeat(8000)}end`;
    const [shouted, paired] = [route([shout], `shout ${long}`), route([pair], `pair ${long} with ${long}`)];
    // Compared here, so that a failure does not print all of it.
    expect('input' in shouted && JSON.stringify(shouted.input) === JSON.stringify({ text: long })).toBe(true);
    expect('input' in paired && JSON.stringify(paired.input) === JSON.stringify({ one: long, two: long })).toBe(true);
  });

  it('name values of an enumeration behind many words', () => {
    const paint = capability(
      'paint',
      'Paint the walls',
      ['decorate {colour}'],
      object({ colour: { enum: ['red', 'blue'] } }),
    );
    const request = `paint the walls ${'paint the walls '.repeat(200)} blue`;
    expect(route([paint], request)).toMatchObject({ kind: 'matched', input: { colour: 'blue' } });
  });

  it('are refused beyond what can be read, never cut', () => {
    expect(route([shout], `shout ${'a'.repeat(longestRequest)}`)).toEqual({
      kind: 'low_confidence',
      guesses: [],
      reason: expect.stringContaining('The request has 100,006 characters, and 100,000 at most can be read.'),
    });
  });
});

describe('values of enumerations', () => {
  const as = { enum: ['Français', 'Español'] };

  it('are found whatever their accents, in a slot and among the words', () => {
    const known = [capability('translate', 'Translate words', ['translate words to {as}'], object({ as }))];
    expect(route(known, 'translate words to francais')).toMatchObject({
      match: { confidence: 1 },
      input: { as: 'Français' },
    });
    expect(route(known, 'in espanol, words translate')).toMatchObject({ kind: 'matched', input: { as: 'Español' } });
  });

  it('are found behind references with escapes', () => {
    const schema = { ...(object({ as: { $ref: '#/$defs/two%20tongues' } }) as object), $defs: { 'two tongues': as } };
    const known = [capability('speak', 'Speak', ['speak {as}'], schema)];
    expect(route(known, 'speak français')).toMatchObject({ input: { as: 'Français' } });
  });
});

it('is surer of requests that have more of the words', () => {
  const confidence = (request: string) => {
    const found = route(capabilities, request, { selection: 'x' });
    return found.kind === 'matched'
      ? found.match.confidence
      : 'guesses' in found
        ? (found.guesses[0]?.confidence ?? 0)
        : 1;
  };
  const rising = ['rename the file', 'rename keys to something', 'rename keys to camel case'].map(confidence);
  expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  expect(rising.at(0)).toBeLessThan(confidenceThreshold);
  expect(rising.at(-1)).toBeGreaterThan(confidenceThreshold);
});
