import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ExtensionContext } from 'vscode';
import type { CapabilityRequest, RequestOutcome } from '#protocol';
import type { CapabilityService } from '../../../../src/host/capabilities/sessions/capabilityService.ts';
import { EventEmitter, editor, Uri } from '../../fakes/vscode.ts';
import { row } from '../rows.ts';

/** What was offered to agents, and what VS Code would do with it. */
const offered = vi.hoisted(() => ({
  tools: new Map<string, (input: object) => Promise<unknown>>(),
  servers: (): readonly { readonly args: readonly string[] }[] => [],
  /** How often VS Code was told to ask for the servers anew. */
  anew: 0,
}));
const changed = new EventEmitter<{ affectsConfiguration(name: string): boolean }>();

vi.mock('vscode', async () => {
  const fake = await import('../../fakes/vscode.ts');
  const nothing = new fake.Disposable(() => {});
  type Tool = { invoke(options: object, token: object): Promise<unknown> };
  const token = { onCancellationRequested: () => nothing };
  return {
    ...fake,
    workspace: { ...fake.workspace, onDidChangeConfiguration: changed.event },
    LanguageModelToolResult: class {},
    LanguageModelTextPart: class {},
    McpStdioServerDefinition: class {
      readonly args: readonly string[];
      constructor(_label: string, _command: string, args: readonly string[]) {
        this.args = args;
      }
    },
    lm: {
      registerTool: (name: string, tool: Tool) => {
        offered.tools.set(name, (input) => tool.invoke({ input }, token));
        return nothing;
      },
      registerMcpServerDefinitionProvider: (
        _: string,
        provider: {
          provideMcpServerDefinitions(): { args: string[] }[];
          onDidChangeMcpServerDefinitions: InstanceType<typeof fake.EventEmitter<void>>['event'];
        },
      ) => {
        provider.onDidChangeMcpServerDefinitions(() => void offered.anew++);
        offered.servers = () => provider.provideMcpServerDefinitions();
        return nothing;
      },
    },
  };
});

const { offerMcpServers } = await import('../../../../src/host/capabilities/agents/mcpServers.ts');
const { offerTools } = await import('../../../../src/host/capabilities/agents/tools.ts');

const users: CapabilityRequest['user'][] = [];
const served: RequestOutcome = { kind: 'missing_handler', reason: 'Nothing fits.', guesses: [] };
const session = {
  ask: async ({ user }: CapabilityRequest) => {
    users.push(user);
    return served;
  },
  call: async (_name: string, _input: unknown, { user }: Pick<CapabilityRequest, 'user'>) => {
    users.push(user);
    return served;
  },
};
const folder = {
  session,
  folder: { uri: Uri.file('/shop'), name: 'shop' },
  rows: [row('shout', 'admitted')],
  ready: async () => {},
  refresh: async () => {},
};
const service = {
  folders: [folder],
  all: [{ folder, row: row('shout', 'admitted') }],
  onDidChange: () => ({ dispose: () => {} }),
} as unknown as CapabilityService;

beforeEach(() => {
  users.length = 0;
  editor.settings.clear();
});

async function askAndRun() {
  offerTools(service);
  await offered.tools.get('toolwright_ask')?.({ request: 'shout' });
  await offered.tools.get('toolwright_run_capability')?.({ name: 'shout' });
  return users;
}

test('an agent asks as one of the groups of the person that it works for', async () => {
  editor.settings.set('user.groups', ['insiders', 'testers']);
  const user = { id: 'agent', groups: ['insiders', 'testers'] };
  expect(await askAndRun()).toEqual([user, user]);
});

test('an agent of somebody without groups has none', async () => {
  expect(await askAndRun()).toEqual([{ id: 'agent' }, { id: 'agent' }]);
});

const context = {
  extension: { packageJSON: { version: '1.0.0' } },
  extensionUri: Uri.file('/extension'),
} as unknown as ExtensionContext;
const argsOf = () => offered.servers().map(({ args }) => args);
const usual = ['/extension/dist/cli.js', 'mcp', '--root', '/shop', '--runner', 'auto'];

test('the servers that are offered to agents are started with the groups, as they are then', () => {
  const offer = offerMcpServers(service, context);
  onTestFinished(() => offer.dispose());
  expect(argsOf()).toEqual([usual]);
  editor.settings.set('user.groups', ['insiders', 'beta testers']);
  expect(argsOf()).toEqual([[...usual, '--group', 'insiders', '--group', 'beta testers']]);
});

test('where the settings name a fleet, the servers go by its flag file and leave all decisions to its controller', () => {
  const offer = offerMcpServers(service, context);
  onTestFinished(() => offer.dispose());
  offered.anew = 0;
  const change = (setting: string, value: string) => {
    editor.settings.set(setting, value);
    changed.fire({ affectsConfiguration: (name) => name === `toolwright.${setting}` });
  };
  // Command lines are seen by everybody on the machine.
  change('rollout.prometheus', 'https://ada:secret@prometheus.shop.example');
  expect(argsOf()).toEqual([[...usual, '--flags', '/shop/.toolwright/rollouts.json']]);
  change('rollout.flags', 'deploy/flags.json');
  expect(argsOf()).toEqual([[...usual, '--flags', '/shop/deploy/flags.json']]);
  change('rollout.prometheus', '');
  expect(argsOf()).toEqual([[...usual, '--flags', '/shop/deploy/flags.json']]);
  change('rollout.flags', '');
  expect(argsOf()).toEqual([usual]);
  expect(offered.anew).toBe(4);
});
