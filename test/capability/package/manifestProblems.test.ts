import { expect, it } from 'vitest';
import { readPackage, scaffold } from '../../../src/capability/package/index.ts';
import { isoDates } from './draft.ts';

const texts = scaffold(isoDates);

/** The problems of the package with one field of package.json set; without a value the field is left out. */
function problemsWith(path: string, value: unknown) {
  const root = JSON.parse(texts['package.json']);
  const names = path.split('/');
  const last = names.pop() as string;
  const parent = names.reduce((object, name) => object[name], root);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  const text = JSON.stringify(root, null, 2);
  const entry = readPackage('iso-dates', { ...texts, 'package.json': text });
  const problems = entry.state === 'broken' ? entry.problems : [];
  return problems.map(({ message, line = 0 }) => `${text.split('\n')[line - 1]?.trim()} → ${message}`);
}

const globRule =
  'a glob is relative to the workspace folder and stays in it: no `/`, `~` or `!` at the beginning, no `..`, no backslash, no parentheses';
const hostRule =
  'a host is a plain name in small letters, without scheme, port or path (`api.example.com`, `*.example.com`)';
const missing = undefined;

/** Where in package.json, what is there, and what is said about it: the line, then the message. */
it.each<[string, unknown, string]>([
  ['name', missing, '{ → name is missing.'],
  ['name', 'other', '"name": "other", → name is "other", but the folder is called "iso-dates".'],
  [
    'name',
    'Iso',
    '"name": "Iso", → name is "Iso", but a name has small letters, digits, `-`, `_` and `.` alone, and begins and ends with a letter or digit (`iso-dates`, `@team/iso-dates`).',
  ],
  ['name', 'nul', '"name": "nul", → name is "nul", which systems keep for themselves.'],
  [
    'version',
    '1.0',
    '"version": "1.0", → version is "1.0", but a version has three numbers, as `1.0.0` or `1.1.0-beta.1` (https://semver.org).',
  ],
  ['version', 1, '"version": 1, → version is 1, not a text.'],
  ['description', missing, '{ → description is missing.'],
  ['description', '', '"description": "", → description has 0 characters and needs at least 1.'],
  ['type', 'commonjs', '"type": "commonjs", → type is "commonjs", not "module".'],
  [
    'dependencies',
    { lodash: '4' },
    '"dependencies": { → dependencies is an object, but a capability is one file that runs alone in the sandbox, so it can have no dependencies.',
  ],
  [
    'scripts',
    { postinstall: 'curl' },
    '"postinstall": "curl" → scripts.postinstall is "postinstall", but npm would start this script by itself when the capability is installed, outside of the sandbox.',
  ],
  ['toolwright', missing, '{ → toolwright is missing.'],
  ['toolwright/permission', {}, '"permission": {} → toolwright.permission is not a known property.'],
  ['toolwright/title', missing, '"toolwright": { → toolwright.title is missing.'],
  [
    'toolwright/title',
    'a\nb',
    '"title": "a\\nb", → toolwright.title is "a\\nb", but a title is one line that begins with a letter.',
  ],
  ['toolwright/intents', [], '"intents": [], → toolwright.intents has 0 items and needs at least 1.'],
  [
    'toolwright/intents',
    ['convert {text'],
    '"convert {text" → toolwright.intents[0] is "convert {text", but an intent is one line of words and slots, and a slot is the name of an input property in braces (`convert {text} to {format}`).',
  ],
  [
    'toolwright/intents',
    ['{text}'],
    '"{text}" → The intent "{text}" has no words of its own, so it would fit every request.',
  ],
  [
    'toolwright/intents',
    ['convert {selection}'],
    '"convert {selection}" → The intent "convert {selection}" has the slot {selection}, and there is no such input property for it: the input has text, format.',
  ],
  [
    'toolwright/intents',
    ['convert {text}{format}'],
    '"convert {text}{format}" → The intent "convert {text}{format}" has two slots with nothing between them, so nobody knows where one ends.',
  ],
  [
    'toolwright/intents',
    ['convert {text} to {text}'],
    '"convert {text} to {text}" → The intent "convert {text} to {text}" has a slot again, which is the input property text2, and there is none: the input has text, format.',
  ],
  ['toolwright/input', missing, '"toolwright": { → toolwright.input is missing.'],
  ['toolwright/input', 5, '"input": 5, → toolwright.input is 5, not an object or true or false.'],
  [
    'toolwright/input/properties/text/minLength',
    'x',
    '"minLength": "x" → The input schema: properties.text.minLength is "x", not a whole number.',
  ],
  [
    'toolwright/output/$ref',
    'https://example.com/x.json',
    '"$ref": "https://example.com/x.json" → The output schema: $ref is https://example.com/x.json; a schema may refer to its own parts alone, as `#/$defs/name`.',
  ],
  [
    'toolwright/permissions',
    { everything: true },
    '"everything": true → toolwright.permissions.everything is not a known property.',
  ],
  [
    'toolwright/permissions',
    { clock: 'yes' },
    '"clock": "yes" → toolwright.permissions.clock is "yes", not true or false.',
  ],
  ...['../secret', '/etc/*', 'C:/x', '~/x', '!x', 'a/../../b', '{..,a}/b', 'app/(shop)/*'].map(
    (glob): [string, unknown, string] => [
      'toolwright/permissions',
      { 'workspace:write': [glob] },
      `"${glob}" → toolwright.permissions."workspace:write"[0] is "${glob}", but ${globRule}.`,
    ],
  ),
  ...['https://a.com', '10.0.0.1', '*', '*.com', 'localhost', 'a.com:8080', 'a.com/x', 'A.com', '-a.com'].map(
    (host): [string, unknown, string] => [
      'toolwright/permissions',
      { network: [host] },
      `"${host}" → toolwright.permissions.network[0] is "${host}", but ${hostRule}.`,
    ],
  ),
  ['toolwright/provenance', {}, '"provenance": {} → toolwright.provenance.generator is missing.'],
  [
    'toolwright/provenance/created',
    'today',
    '"created": "today" → toolwright.provenance.created is "today", which is no date-time.',
  ],
  ['toolwright/limits', { wallMs: 0 }, '"wallMs": 0 → toolwright.limits.wallMs is 0; the least is 1.'],
  ['toolwright/limits', { calls: 1.5 }, '"calls": 1.5 → toolwright.limits.calls is 1.5, not a whole number.'],
  ['toolwright/limits', { wall: 1 }, '"wall": 1 → toolwright.limits.wall is not a known property.'],
])('%s: %j', (path, value, said) => {
  expect(problemsWith(path, value)).toContain(said);
});

it.each<[string, unknown]>([
  ['version', '1.0.0-beta.1+build.5'],
  ['toolwright/permissions', { 'workspace:read': ['**/*.ts', 'src/{a,b}/[x-z]?.json', '.github/*'] }],
  ['toolwright/permissions', { network: ['api.example.com', '*.example.co.uk', 'xn--bcher-kva.example'] }],
  [
    'toolwright/input',
    {
      $ref: '#/$defs/a',
      $defs: { a: { properties: { text: true, format: true } } },
      properties: { text: true, format: true },
    },
  ],
  ['toolwright/output', { type: 'array', prefixItems: [{ type: 'string' }], items: false, unevaluatedItems: false }],
  ['keywords', ['date']],
])('%s may be %j', (path, value) => {
  expect(problemsWith(path, value).filter((said) => !said.includes('example'))).toEqual([]);
});
