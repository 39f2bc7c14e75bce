import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { toolwright } from '../toolwright.ts';
import { endpointServer } from './endpointServer.ts';

const answer = `Here you are:

\`\`\`ts
interface Input {
  readonly text: string;
}

/** How many palindromes of at least three letters a text has among its words. */
export function run({ text }: Input): number {
  const words = text.toLowerCase().match(/\\p{L}+/gu) ?? [];
  return words.filter((word) => word.length >= 3 && word === [...word].reverse().join('')).length;
}
\`\`\`

\`\`\`json
{
  "input": { "type": "object", "properties": { "text": { "type": "string" } }, "required": ["text"], "additionalProperties": false },
  "output": { "type": "integer", "minimum": 0 },
  "examples": [
    { "input": { "text": "Anna saw a level and a kayak" }, "output": 3 },
    { "input": { "text": "nothing" }, "output": 0 }
  ]
}
\`\`\`
`;

test('synthesize --model has a wish without examples written by a language model, which waits for a person', async () => {
  const server = await endpointServer('I would rather talk about it.', answer);
  const key = 'key-0123456789';
  try {
    const cwd = temporaryWorkspace({ 'package.json': '{ "name": "shop" }' });
    const env = { TOOLWRIGHT_MODEL_URL: server.url, TOOLWRIGHT_MODEL: 'small', TOOLWRIGHT_MODEL_KEY: key };
    const options = ['--name', 'palindromes', '--write', '--model'];
    const { code, stdout, stderr } = await toolwright(['synthesize', 'count palindromes', ...options], { cwd, env });
    expect(stderr).toContain('language-model small-2026: 2 answers, 84 tokens (80 asked, 4 answered)');
    const unreadable = 'It has no block of TypeScript, but says “I would rather talk about it.”.';
    expect(stderr).toContain(`  language-model 1 (small-2026): no program: ${unreadable}`);
    expect(stderr).toMatch(/palindromes was found\. 1 program tried/);
    expect(stdout).toContain('A language model wrote it (small-2026; 2 answers, 84 tokens).');
    expect(stdout).toContain('Its examples were written by the model, too: nobody has said that they are right.');
    expect(code).toBe(3);
    expect(existsSync(join(cwd, '.toolwright/capabilities/palindromes/index.ts'))).toBe(true);
    expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(server.asked[1]?.body.messages.at(-1)?.content).toContain(unreadable);
    expect(stdout + stderr).not.toContain(key);
  } finally {
    await server.close();
  }
});

const letters = `\`\`\`ts
interface Input {
  readonly word: string;
}

/** The letters of a word, the most frequent first. */
export function run(input: Input): string {
  const counts = new Map<string, number>();
  for (const letter of input.word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const sorted = [...counts].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
  return sorted.map(([letter]) => letter).join('');
}
\`\`\`

\`\`\`json
{
  "input": { "type": "object", "properties": { "word": { "type": "string" } }, "required": ["word"], "additionalProperties": false },
  "output": { "type": "string" },
  "examples": [{ "input": { "word": "banana" }, "output": "anb" }]
}
\`\`\`
`;

test('synthesize --stub --model writes a method that tests say nothing of, from its signature and its words', async () => {
  const server = await endpointServer(letters);
  try {
    const source = `export class Words {
  /** The letters of a word, the most frequent first. */
  static letters(word: string): string {
    throw new Error('not implemented');
  }
}
`;
    const cwd = temporaryWorkspace({ 'package.json': '{ "name": "shop" }', 'src/words.ts': source });
    const env = { TOOLWRIGHT_MODEL_URL: server.url, TOOLWRIGHT_MODEL: 'small' };
    const args = ['synthesize', '--stub', 'src/words.ts#Words.letters'];
    const refused = await toolwright(args, { cwd, env });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/no examples for Words\.letters.*With --model, a language model/);
    const { code, stdout, stderr } = await toolwright([...args, '--write', '--model'], { cwd, env });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(
      /Words\.letters is written, and nothing but its words speaks for it.*language-model: read it/,
    );
    expect(server.asked[0]?.body.messages[0]?.content).toContain('function letters(word: string): string');
    const { Words } = await import(pathToFileURL(join(cwd, 'src/words.ts')).href);
    expect(Words.letters('mississippi')).toBe('ispm');
  } finally {
    await server.close();
  }
});
