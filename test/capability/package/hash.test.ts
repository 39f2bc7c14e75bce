import { expect, it } from 'vitest';
import { canonicalJson, readPackage, scaffold } from '../../../src/capability/package/index.ts';
import fc from '../../support/fastCheck.ts';
import { isoDates } from './draft.ts';

function hashOf(draft = isoDates, change: (texts: ReturnType<typeof scaffold>) => object = () => ({})): string {
  const texts = scaffold(draft);
  const entry = readPackage(draft.name, { ...texts, ...change(texts) });
  if (entry.state === 'broken') throw new Error(entry.problems[0]?.message);
  return entry.capability.hash;
}

it('is the same for the same behaviour', () => {
  const hash = hashOf();
  expect(hashOf({ ...isoDates, version: '9.0.0', name: 'other', description: 'Other words' })).toBe(hash);
  expect(hashOf(isoDates, (texts) => ({ 'index.ts': texts['index.ts'].replaceAll('\n', '\r\n') }))).toBe(hash);
  const compact = (text: string) => JSON.stringify(JSON.parse(text));
  expect(hashOf(isoDates, (texts) => ({ 'package.json': compact(texts['package.json']) }))).toBe(hash);
});

it('is another one when anything is different that decides what it does', () => {
  const { manifest } = isoDates;
  const drafts = [
    isoDates,
    { ...isoDates, source: `${isoDates.source} ` },
    { ...isoDates, examples: [] },
    { ...isoDates, manifest: { ...manifest, permissions: { clock: true } } },
    { ...isoDates, manifest: { ...manifest, output: true } },
    { ...isoDates, manifest: { ...manifest, limits: { wallMs: 1 } } },
  ];
  expect(new Set(drafts.map((draft) => hashOf(draft))).size).toBe(drafts.length);
});

it('writes equal values as equal texts, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
