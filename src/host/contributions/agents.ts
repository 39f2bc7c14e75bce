/** What the extension gives to agents in the editor. */
import { askToolInput } from '#protocol';

/** One tool: its words for people, and those for the model. */
interface ToolContribution {
  readonly title: string;
  /** For people, who choose which tools an agent may use. */
  readonly description: string;
  /** For the model, in English. */
  readonly model: string;
  readonly icon: string;
  /** What people write behind `#` to have it used. */
  readonly reference: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** With its types named: some providers refuse a property of a tool that has none. */
const anyValue = { type: ['object', 'string', 'number', 'boolean', 'array', 'null'], items: {} };

/**
 * The tools of `vscode.lm`. VS Code registers only those that package.json names, so capabilities, which come and go,
 * are behind these.
 */
export const languageModelTools = {
  toolwright_list_capabilities: {
    title: 'List Capabilities',
    description: 'The admitted capabilities of this workspace, with what they take and give.',
    model:
      'Lists the capabilities of this workspace: small verified tools that run in a sandbox. Each has a name, a title, a description, the JSON Schemas of its input and output, and its permissions. Call this before toolwright_run_capability.',
    icon: 'list-unordered',
    reference: 'capabilities',
    input: { type: 'object', properties: {}, additionalProperties: false },
  },
  toolwright_ask: {
    title: 'Ask Toolwright',
    description: 'Asks in words for something that a capability of this workspace may do.',
    model:
      'Asks in words for something that a capability of this workspace may do, and runs the one that fits, in a sandbox. The answer is what it made of the input and which capability that was, or why nothing fits and which come near; what nothing can do is recorded, so that a capability can be made for it. Files are never written: what a capability wants to write is told in the answer.',
    icon: 'comment',
    reference: 'toolwright',
    input: askToolInput,
  },
  toolwright_run_capability: {
    title: 'Run a Capability',
    description: 'Runs an admitted capability of this workspace in the sandbox.',
    model:
      'Runs one capability of this workspace by its name, in a sandbox. The input has to fit its input schema, as toolwright_list_capabilities tells it. Files are never written: what a capability wants to write is told in the answer.',
    icon: 'play',
    reference: 'runCapability',
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'As toolwright_list_capabilities tells it: "iso-dates".' },
        input: {
          ...anyValue,
          description: 'Fits the input schema of the capability: an object for nearly all of them.',
        },
      },
      required: ['name', 'input'],
    },
  },
} as const satisfies Record<string, ToolContribution>;

/** Makes an MCP server known for each folder with capabilities. */
export const mcpProviderId = 'toolwright.capabilities';
export const mcpProviderLabel = 'Toolwright Capabilities';

/** The published schemas of a capability's files, by which the engine reads too, of the policies, and of templates. */
export const jsonValidation = [
  { fileMatch: files('package.json'), url: './media/schemas/capability.schema.json' },
  { fileMatch: files('examples.json'), url: './media/schemas/examples.schema.json' },
  { fileMatch: ['.toolwright/policy.json'], url: './media/schemas/policy.schema.json' },
  { fileMatch: ['.toolwright/rollout-policy.json'], url: './media/schemas/rollout-policy.schema.json' },
  { fileMatch: ['.toolwright/templates/*/template.json'], url: './media/schemas/template.schema.json' },
  { fileMatch: ['.toolwright/templates/*/examples.json'], url: './media/schemas/template-examples.schema.json' },
] as const;

/** A capability's folder, or one below a scope. */
function files(name: string): readonly string[] {
  return [`.toolwright/capabilities/*/${name}`, `.toolwright/capabilities/@*/*/${name}`];
}
