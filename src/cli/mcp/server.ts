import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { ToolwrightError } from '#base';
import { askToolInput, type Capability, type CapabilitySession, type PlainData, requestUser } from '#protocol';
import { sentences } from '../output/text.ts';
import { answerTo, failedAnswer } from './answers.ts';
import { askToolName, inputSchemaOf, isObjectSchema, toolNameOf } from './tools.ts';

/** Who asks: the name that the agent's program gives of itself. */
const unknownAgent = 'agent';

const askTool: Tool = {
  name: askToolName,
  title: 'Ask Toolwright',
  description:
    'Asks in words for something that a capability of this workspace may do, and runs the one that fits, in a sandbox. The answer is what it made of the input and which capability that was, or why nothing fits and which come near. No file is written or moved and no task is started: what a capability wants is told in the answer. Use this where no other tool of this server is plainly the right one.',
  inputSchema: askToolInput,
};

/** What a model is told of all tools, where its program hands it on. */
const instructions =
  'Each tool but toolwright_ask is a capability of this workspace: a small program that was verified and that runs in a sandbox. None of them writes or moves files or starts tasks: where one wants to, its answer has the paths and texts, and it is up to you and the user to do it. A task that an answer asks for is started only by the user, or when the user has told you to. What fails with "may not run yet" needs a person, who verifies or approves it; what fails with "was rejected" has to be mended first. What nothing can do is recorded, so that a capability can be made for it.';

/**
 * An MCP server (https://modelcontextprotocol.io) whose tools are the admitted capabilities of a workspace, under the
 * same sandbox and journal as in the editor.
 * @param groups of users that whoever the agent asks for belongs to
 */
export function mcpServer(session: CapabilitySession, version: string, groups?: readonly string[]): Server {
  const capabilities = { tools: { listChanged: true } };
  const server = new Server({ name: 'toolwright', version }, { capabilities, instructions });
  const by = () => ({
    user: requestUser(server.getClientVersion()?.name ?? unknownAgent, groups),
    origin: 'agent' as const,
  });

  server.setRequestHandler(ListToolsRequestSchema, async () => {
    return { tools: await toolsOf(session) };
  });

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const given = (params.arguments ?? {}) as { readonly [name: string]: PlainData };
    try {
      if (params.name === askTool.name) {
        const { request, input } = given;
        // The model can do something about it, so it is told in an answer, and not to its program.
        if (typeof request !== 'string') return failedAnswer('"request" has to be a text.');
        const asked = { text: request, ...by(), ...(input === undefined ? {} : { input }) };
        return answerTo(await session.ask(asked, { signal }), 'named');
      }
      // An agent may call what it was told of long ago: what is on the disk now decides.
      await session.change();
      // One that is not admitted any more is called as well: the session says why not, and keeps a record of it.
      const row = (await session.list()).find(({ name }) => toolNameOf(name) === params.name);
      const { capability } = row ?? {};
      if (!capability) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}.`);
      const input = isObjectSchema(capability.manifest.input) ? given : (given.input ?? null);
      return answerTo(await session.call(capability.name, input, by(), { signal }));
    } catch (error) {
      if (ToolwrightError.is(error)) return failedAnswer(sentences(error.message, error.hint));
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

function toolOf(capability: Capability): Tool {
  const { name, manifest } = capability;
  const { input, permissions } = manifest;
  return {
    name: toolNameOf(name),
    title: manifest.title,
    description: descriptionOf(capability),
    inputSchema: inputSchemaOf(input),
    annotations: {
      // What it wants to write is told in the answer, and nothing is changed here. What it sends to a host may change
      // something there.
      readOnlyHint: permissions.network === undefined,
      openWorldHint: permissions.network !== undefined,
    },
  };
}

/** What it does, and what it reaches beyond its input: a model should know that before it calls. */
function descriptionOf({ name, version, description, manifest }: Capability): string {
  const {
    network = [],
    tasks = [],
    'workspace:read': reads = [],
    'workspace:write': writes = [],
  } = manifest.permissions;
  return sentences(
    manifest.title,
    description,
    reads.length === 0 ? undefined : `It reads files of the workspace: ${reads.join(', ')}`,
    writes.length === 0 ? undefined : `It proposes texts and names for files, and changes none: ${writes.join(', ')}`,
    tasks.length === 0 ? undefined : `It may ask for tasks, and starts none: ${tasks.join(', ')}`,
    network.length === 0 ? undefined : `It asks on the network: ${network.join(', ')}`,
    `(Capability ${name} ${version}.)`,
  );
}
