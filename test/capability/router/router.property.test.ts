import { expect, it } from 'vitest';
import { createRouter } from '../../../src/capability/router/index.ts';
import type { JsonSchema, PlainData } from '../../../src/protocol/index.ts';
import fc from '../../support/fastCheck.ts';
import { capability, object } from './capabilities.ts';

/** A slot's schema with a value that fits it, and how somebody may write the value. */
type Slot = { readonly schema: JsonSchema; readonly value: PlainData; readonly written: string };

const anyCase = (text: string) => fc.constantFrom(text, text.toLowerCase(), text.toUpperCase());

const words = ['convert', 'move', 'paint', 'from', 'onto', 'under', 'between'];
// A value with the intent's own words in it could be divided otherwise with equal right.
const word = fc
  .stringMatching(/^[A-Za-zäöüéß0-9#@%_.-]{1,8}[a-z0-9]$/)
  .filter((text) => !words.includes(text.toLowerCase()));
const meaningless = /^(?:this|these|those|it|them|the|a|an|my|please|thanks|now|to)$/i;

const slot: fc.Arbitrary<Slot> = fc.oneof(
  fc
    .array(word, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(' '))
    .filter((text) => !text.split(' ').some((part) => meaningless.test(part)))
    .map((value) => ({ schema: { type: 'string' } as const, value, written: value })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => {
    const value = Object.is(number, -0) ? 0 : number;
    return { schema: { type: 'number' } as const, value, written: String(value) };
  }),
  fc.integer().map((value) => ({ schema: { type: 'integer' } as const, value, written: String(value) })),
  fc
    .boolean()
    .chain((value) =>
      anyCase(String(value)).map((written) => ({ schema: { type: 'boolean' } as const, value, written })),
    ),
  fc
    .constantFrom('red', 'Dark Blue', 'ISO-8601')
    .chain((value) =>
      anyCase(value).map((written) => ({ schema: { enum: ['red', 'Dark Blue', 'ISO-8601'] }, value, written })),
    ),
  fc
    .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
    .map((date) => date.toISOString().slice(0, 10))
    .map((value) => ({ schema: { type: 'string', format: 'date' } as const, value, written: value })),
);

const literal = fc.constantFrom(...words);

it('routes an intent filled with values back to these values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(literal, slot), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '  ', '\n'),
      fc.boolean(),
      (parts, space, loud) => {
        const named = parts.map(([before, filling], index) => ({ before, filling, name: `slot${index}` }));
        const intent = named.map(({ before, name }) => `${before} {${name}}`).join(' ');
        const properties = Object.fromEntries(named.map(({ name, filling }) => [name, filling.schema]));
        const known = capability('paint', 'Paint', [intent], object(properties));
        const said = (text: string) => (loud ? text.toUpperCase() : text);
        const text = named.map(({ before, filling }) => `${said(before)}${space} ${filling.written}`).join(` ${space}`);
        const route = createRouter([known]).route({ text, user: { id: 'ann' }, origin: 'app' });
        const input = Object.fromEntries(named.map(({ name, filling }) => [name, filling.value]));
        const slots = expect.objectContaining({ slot0: expect.any(String) });
        expect(route).toEqual({ kind: 'matched', name: 'paint', match: { intent, confidence: 1, slots }, input });
      },
    ),
    { numRuns: 300 },
  );
});

it('answers every request, and only with inputs that fit', () => {
  const known = capability(
    'paint',
    'Paint',
    ['paint {what} in {colour}'],
    object({ what: { type: 'string' }, colour: { enum: ['red'] } }),
  );
  const router = createRouter([known]);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string().map((text) => `paint ${text} in red`),
      ),
      (text) => {
        const route = router.route({ text, user: { id: 'ann' }, origin: 'app' });
        if (route.kind === 'matched') expect(route.input).toMatchObject({ what: expect.any(String), colour: 'red' });
      },
    ),
  );
});
