import { expect, test } from 'vitest';
import { askToolName, inputSchemaOf, toolNameOf } from '../../src/cli/mcp/tools.ts';

test('no two capabilities are tools of one name, whichever others there are', () => {
  const long = 'a'.repeat(80);
  const names = ['team_x', '@team/x', 'team.x', askToolName, long, `${long}b`, 'a'.repeat(64), 'iso-dates'];
  const tools = names.map(toolNameOf);
  expect(new Set([...tools, askToolName]).size).toBe(names.length + 1);
  for (const tool of tools) expect(tool).toMatch(/^[\w-]{1,64}$/);
  expect(tools.at(-1)).toBe('iso-dates');
  expect(toolNameOf('@team/x')).toMatch(/^team_x-[0-9A-F]{12}$/);
});

test('an input that is no object is an argument, and its schema refers to its own parts still', () => {
  const list = { type: 'array', items: { $ref: '#/$defs/word' } };
  const of = (schema: object) => ({ type: 'object', properties: { input: schema }, required: ['input'] });
  const at = '#/properties/input';
  const words = { ...list, $defs: { word: { type: 'string', default: { $ref: '#/$defs/word' } } } };
  expect(inputSchemaOf(words)).toEqual(of({ ...words, items: { $ref: `${at}/$defs/word` } }));
  // A property may be called as a keyword is.
  const pair = { anyOf: [{ properties: { default: { $ref: '#' }, $ref: { type: 'string' } } }] };
  expect(inputSchemaOf(pair)).toEqual(
    of({ anyOf: [{ properties: { default: { $ref: at }, $ref: { type: 'string' } } }] }),
  );
  expect(inputSchemaOf({ type: 'object', properties: {} })).toEqual({ type: 'object', properties: {} });
});
