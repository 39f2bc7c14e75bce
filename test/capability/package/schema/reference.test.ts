import { expect, test } from 'vitest';
import { resolveReference } from '../../../../src/capability/package/schema/reference.ts';

const one = { const: 1 };
const two = { const: 2 };
const root = { $defs: { 'a/b~c d%': one, '': two }, anyOf: [one, two] };

test('references are JSON Pointers as fragments of an address', () => {
  expect(resolveReference('#', root)).toBe(root);
  expect(resolveReference('#/$defs/a~1b~0c%20d%25', root)).toBe(one);
  expect(resolveReference('#/$defs/', root)).toBe(two);
  expect(resolveReference('#/anyOf/1', root)).toBe(two);
});

test('what is not in the schema is nothing, and no escape is too broken', () => {
  for (const reference of ['#/$defs/none', '#/constructor', '#/%', 'elsewhere', '#/anyOf/2', '#/anyOf/0/const'])
    expect(resolveReference(reference, root), reference).toBeUndefined();
});
