import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { ToolwrightError } from '#base';
import type { Capability, CapabilitySession, PlainData, RequestOutcome } from '#protocol';
import { sentences } from '../text.ts';
import { askToolName, inputSchemaOf, isObjectSchema, toolNameOf } from './tools.ts';

/** Who asks: the name that the agent's program gives of itself. */
const unknownAgent = 'agent';

const askTool: Tool = {
  name: askToolName,
  title: 'Ask Toolwright',
  description:
    'Asks in words for something that a capability of this workspace may do, and runs the one that fits. The answer says which was used, or which come near.',
  inputSchema: {
    type: 'object',
    properties: {
      request: { type: 'string', description: 'What is wanted: "convert these dates to ISO"' },
      input: { description: 'The text or value that it is about.' },
    },
    required: ['request'],
  },
};

/**
 * An MCP server (https://modelcontextprotocol.io) whose tools are the admitted capabilities of a workspace, under the
 * same sandbox and journal as in the editor.
 */
export function mcpServer(session: CapabilitySession, version: string): Server {
  const server = new Server({ name: 'toolwright', version }, { capabilities: { tools: { listChanged: true } } });
  const by = () => ({ user: { id: server.getClientVersion()?.name ?? unknownAgent }, origin: 'agent' as const });

  server.setRequestHandler(ListToolsRequestSchema, async () => {
    return { tools: await toolsOf(session) };
  });

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const given = (params.arguments ?? {}) as { readonly [name: string]: PlainData };
    try {
      if (params.name === askTool.name) {
        const { request, input } = given;
        if (typeof request !== 'string') throw new McpError(ErrorCode.InvalidParams, '"request" has to be a text.');
        const asked = { text: request, ...by(), ...(input === undefined ? {} : { input }) };
        return answerOf(await session.ask(asked, { signal }));
      }
      // An agent may call what it was told of long ago: what is on the disk now decides.
      await session.change();
      // One that is not admitted any more is called as well: the session says why not, and keeps a record of it.
      const row = (await session.list()).find(({ name }) => toolNameOf(name) === params.name);
      const { capability } = row ?? {};
      if (!capability) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}.`);
      const input = isObjectSchema(capability.manifest.input) ? given : (given.input ?? null);
      return answerOf(await session.call(capability.name, input, by(), { signal }));
    } catch (error) {
      if (ToolwrightError.is(error)) return failed(sentences(error.message, error.hint));
      throw error;
    }
  });
  return server;
}

/** All tools as they are now. */
async function toolsOf(session: CapabilitySession): Promise<Tool[]> {
  await session.change();
  return [askTool, ...(await admitted(session)).map(toolOf)];
}

/**
 * For each time that something may have changed: tells the agent when the tools are others than those that it was last
 * told of.
 */
export async function announceChanges(server: Server, session: CapabilitySession): Promise<() => void> {
  let told = JSON.stringify(await toolsOf(session));
  let looking = Promise.resolve();
  const look = async () => {
    const now = JSON.stringify(await toolsOf(session));
    if (now === told) return;
    told = now;
    await server.sendToolListChanged();
  };
  return () => {
    // One after the other; the next call finds out whatever a look that failed did not.
    looking = looking.then(look).catch(() => {});
  };
}

async function admitted(session: CapabilitySession): Promise<Capability[]> {
  const rows = await session.list();
  return rows.flatMap(({ standing, capability }) => (standing === 'admitted' && capability ? [capability] : []));
}

function toolOf({ name, description, manifest, version }: Capability): Tool {
  const { input, permissions } = manifest;
  return {
    name: toolNameOf(name),
    title: manifest.title,
    description: `${manifest.title}. ${description} (capability ${name} ${version})`,
    inputSchema: inputSchemaOf(input),
    annotations: {
      // What it wants to write is told in the answer, and nothing is changed here. What it sends to a host may change
      // something there.
      readOnlyHint: permissions.network === undefined,
      openWorldHint: permissions.network !== undefined,
    },
  };
}

function answerOf(outcome: RequestOutcome): CallToolResult {
  if (outcome.kind !== 'served') {
    const guesses = outcome.guesses.map(({ name, title }) => `${name}: ${title}`);
    return failed([outcome.reason, ...(guesses.length > 0 ? ['It may be one of these:', ...guesses] : [])].join('\n'));
  }
  const { name, version, result } = outcome;
  if (result.status !== 'ok') return failed(result.message);
  const writes = result.effects.filter(({ call, refused }) => call === 'workspace.write' && refused === undefined);
  const value = typeof result.value === 'string' ? result.value : JSON.stringify(result.value, null, 2);
  return {
    content: [
      { type: 'text', text: value },
      ...(writes.length === 0
        ? []
        : [
            {
              type: 'text' as const,
              text: `It proposes to write: ${JSON.stringify(writes.map((write) => write.arguments))}`,
            },
          ]),
    ],
    _meta: { 'toolwright/capability': `${name}@${version}` },
  };
}

function failed(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}
