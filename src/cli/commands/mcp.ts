import { once } from 'node:events';
import { Command } from 'commander';
import { exitCodes } from '../exitCodes.ts';
import { watchToolwright } from '../mcp/watch.ts';
import { capabilityWorkspace } from '../opening/capabilityPaths.ts';
import { type CapabilityOptions, withCapabilities } from '../opening/openCapabilities.ts';
import { addSandboxOptions, addUserOptions } from '../options.ts';
import { stderrLogger } from '../output/stderrLogger.ts';
import { productVersion } from '../version.ts';

interface McpOptions extends CapabilityOptions {
  readonly root?: string;
  readonly group?: readonly string[];
}

export const mcpCommand = () =>
  addSandboxOptions(
    addUserOptions(
      new Command('mcp')
        .summary('serve the admitted capabilities to agents, as tools of an MCP server')
        .description(
          'serve the admitted capabilities to agents, as tools of an MCP server on standard input and output',
        ),
    ),
    { verbose: 'tell on standard error what is being done' },
  )
    .helpOption('-h, --help', 'show this help')
    .addHelpText(
      'after',
      `
Examples:
  $ toolwright mcp --root .                             for an agent that starts it itself
  $ npx @modelcontextprotocol/inspector toolwright mcp   to look at it by hand

Exit codes:
  0    the agent closed the connection
  2    the command line, the policy or the input is not right
  130  cancelled
  70   a bug in Toolwright
`,
    )
    .action(async (options: McpOptions) => {
      const root = capabilityWorkspace(options.root);
      // Standard output belongs to the protocol: no progress, nothing else is printed.
      process.exitCode = await withCapabilities(root, { ...options, json: true }, async (session, { signal }) => {
        const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js');
        const { announceChanges, mcpServer } = await import('../mcp/server.ts');
        // With one that cannot be used nothing is admitted: better said now than by an empty list.
        await session.policy();
        const server = mcpServer(session, productVersion(), options.group);
        // Listened for before anything is read: an agent may be gone before the first list is made.
        const gone = Promise.race([once(process.stdin, 'end'), signal && once(signal, 'abort')]);
        await server.connect(new StdioServerTransport());
        const announce = await announceChanges(server, session);
        const end = watchToolwright(root, stderrLogger(options.verbose === true), announce);
        await gone;
        end();
        await server.close();
        return exitCodes.ok;
      });
    });
