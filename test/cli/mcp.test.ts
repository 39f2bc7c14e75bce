import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capabilityWorkspace } from './capabilities.ts';
import { entry, toolwright } from './toolwright.ts';

let client: Client;
let cwd: string;
beforeEach(async () => {
  cwd = capabilityWorkspace();
  await toolwright(['verify', 'shout', '--runner', 'isolate'], { cwd });
  client = new Client({ name: 'test-agent', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [entry, 'mcp', '--root', cwd, '--runner', 'isolate'],
      stderr: 'inherit',
    }),
  );
});
afterEach(() => client.close());

test('admitted capabilities are tools, with their own input schemas; others are not', async () => {
  const { tools } = await client.listTools();
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
  expect(served).toMatchObject({ content: [{ text: 'HELLO' }] });
  const failed = await client.callTool({ name: 'toolwright_ask', arguments: { request: 'paint the shed' } });
  expect(failed).toMatchObject({ isError: true });
});

test('bad arguments, and tools that are not there, are refused in words', async () => {
  expect(await client.callTool({ name: 'shout', arguments: { text: 1 } })).toMatchObject({ isError: true });
  await expect(client.callTool({ name: 'evil', arguments: {} })).rejects.toThrow('There is no tool evil.');
});
