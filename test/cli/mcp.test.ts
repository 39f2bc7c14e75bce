import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalFile } from '#protocol';
import { openJournal } from '../../src/journal/index.ts';
import { sharedWorkspace } from '../support/workspace.ts';
import { capabilityFiles } from './capabilities.ts';
import { entry, toolwright } from './toolwright.ts';

const cwd = sharedWorkspace(capabilityFiles());
const client = new Client({ name: 'test-agent', version: '1.0.0' });
// Verifying and starting a server are programs of their own, on machines that have other things to do too.
beforeAll(async () => {
  expect((await toolwright(['verify', 'shout', '--runner', 'isolate'], { cwd })).code).toBe(0);
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [entry, 'mcp', '--root', cwd, '--runner', 'isolate'],
      stderr: 'inherit',
    }),
  );
}, 60_000);
afterAll(() => client.close());

test('admitted capabilities are tools, with their own input schemas; others are not', async () => {
  const { tools } = await client.listTools();
  expect(client.getInstructions()).toMatch(/None of them writes or moves files or starts tasks/);
  expect(tools.map(({ name }) => name)).toEqual(['toolwright_ask', 'shout']);
  expect(tools[1]).toMatchObject({
    title: 'Write in capitals',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  });
});

test('a tool runs in the sandbox and answers', async () => {
  expect(await client.callTool({ name: 'shout', arguments: { text: 'hello' } })).toMatchObject({
    content: [{ type: 'text', text: 'HELLO' }],
  });
});

test('an agent can ask in words', async () => {
  const served = await client.callTool({ name: 'toolwright_ask', arguments: { request: 'shout hello' } });
  expect(served).toMatchObject({ content: [{ text: 'HELLO' }, { text: '(Done by the capability shout 1.0.0.)' }] });
  const failed = await client.callTool({ name: 'toolwright_ask', arguments: { request: 'paint the shed' } });
  expect(failed).toMatchObject({ isError: true });
});

test('bad arguments, and tools that are not there, are refused in words', async () => {
  expect(await client.callTool({ name: 'shout', arguments: { text: 1 } })).toMatchObject({ isError: true });
  const wordless = { isError: true, content: [{ text: '"request" has to be a text.' }] };
  expect(await client.callTool({ name: 'toolwright_ask', arguments: {} })).toMatchObject(wordless);
  await expect(client.callTool({ name: 'none', arguments: {} })).rejects.toThrow('There is no tool none.');
});

test('what is there and not admitted is refused with the reason, and the journal knows', async () => {
  const refused = { isError: true, content: [{ text: expect.stringMatching(/^evil may not run yet: /) }] };
  expect(await client.callTool({ name: 'evil', arguments: { text: 'x' } })).toMatchObject(refused);
  const journal = openJournal({ file: join(cwd, journalFile) });
  expect(journal.requests({ name: 'evil' })).toMatchObject([{ outcome: 'permission', request: { origin: 'agent' } }]);
  journal.close();
});

// The last one: what it changes stays so.
test('what changed on the disk is not served any more, and the agent is told', async () => {
  expect((await client.listTools()).tools).toHaveLength(2);
  const told = new Promise<void>((done) => {
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => done());
  });
  appendFileSync(join(cwd, '.toolwright/capabilities/shout/index.ts'), '// other content\n');
  expect(await client.callTool({ name: 'shout', arguments: { text: 'hello' } })).toMatchObject({ isError: true });
  const asked = await client.callTool({ name: 'toolwright_ask', arguments: { request: 'shout hello' } });
  expect(asked).toMatchObject({ isError: true });
  await told;
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['toolwright_ask']);
});
