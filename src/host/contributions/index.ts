import { jsonValidation, languageModelTools, mcpProviderId, mcpProviderLabel } from './agents.ts';
import { activationEvents, capabilities } from './capabilities.ts';
import { commands, inTrustedWorkspace } from './commands/index.ts';
import { Words } from './nls.ts';
import { settings } from './settings.ts';
import type { CommandContribution, MenuPlace } from './types.ts';
import { container, views, welcomes } from './views.ts';
import { walkthrough } from './walkthrough.ts';

export { languageModelTools, mcpProviderId } from './agents.ts';
export type { CommandId } from './commands/index.ts';
export { commands } from './commands/index.ts';
export type { SettingName, SettingValue } from './settings.ts';
export { settings } from './settings.ts';
export { graphPanelType, type ViewId } from './views.ts';

/** The parts of package.json that are made from these tables, and package.nls.json with the words in them. */
export interface Manifest {
  readonly contributes: Readonly<Record<string, unknown>>;
  readonly activationEvents: readonly string[];
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly nls: Readonly<Record<string, string>>;
}

export function manifest(): Manifest {
  const words = new Words();
  const contributes = {
    viewsContainers: {
      activitybar: [{ ...container, title: words.say('container.title', container.title) }],
    },
    views: {
      [container.id]: Object.entries(views).map(([id, view]) => ({
        id,
        ...view,
        name: words.say(`view.${id}`, view.name),
      })),
    },
    viewsWelcome: Object.entries(welcomes).map(([name, welcome]) => ({
      view: welcome.view,
      when: welcome.when,
      contents: words.say(`welcome.${name}`, welcome.text.join('\n')),
    })),
    commands: Object.entries<CommandContribution>(commands).map(([command, { title, icon, enablement }]) => ({
      command,
      title: words.say(`command.${command}`, title),
      category: words.say('category', 'Toolwright'),
      ...(icon === undefined ? {} : { icon: `$(${icon})` }),
      ...(enablement === undefined ? {} : { enablement }),
    })),
    menus: menus(),
    keybindings: Object.entries<CommandContribution>(commands).flatMap(([command, { keybinding }]) =>
      keybinding === undefined ? [] : [{ command, ...keybinding }],
    ),
    configuration: {
      title: words.say('configuration.title', 'Toolwright'),
      properties: Object.fromEntries(
        Object.entries(settings).map(([name, setting], order) => [
          `toolwright.${name}`,
          {
            ...setting.schema,
            default: setting.default,
            scope: setting.scope,
            order,
            markdownDescription: words.say(`setting.${name}`, setting.description),
          },
        ]),
      ),
    },
    jsonValidation: [...jsonValidation],
    languageModelTools: Object.entries(languageModelTools).map(([name, tool]) => ({
      name,
      displayName: words.say(`tool.${name}.title`, tool.title),
      userDescription: words.say(`tool.${name}.description`, tool.description),
      modelDescription: tool.model,
      icon: `$(${tool.icon})`,
      canBeReferencedInPrompt: true,
      toolReferenceName: tool.reference,
      inputSchema: tool.input,
      when: inTrustedWorkspace,
    })),
    // What a file would become is named as the file is.
    resourceLabelFormatters: [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills it in.
      { scheme: 'toolwright', authority: 'proposal', formatting: { label: '${query.label}', separator: '/' } },
    ],
    mcpServerDefinitionProviders: [{ id: mcpProviderId, label: words.say('mcp.label', mcpProviderLabel) }],
    walkthroughs: [
      {
        id: walkthrough.id,
        title: words.say('walkthrough.title', walkthrough.title),
        description: words.say('walkthrough.description', walkthrough.description),
        steps: Object.entries(walkthrough.steps).map(([id, step]) => ({
          id,
          title: words.say(`walkthrough.${id}.title`, step.title),
          description: words.say(`walkthrough.${id}.description`, step.description),
          media: { svg: step.picture, altText: words.say(`walkthrough.${id}.picture`, step.pictureInWords) },
          completionEvents: [`onCommand:${step.command}`],
        })),
      },
    ],
  };
  return {
    contributes,
    activationEvents: [...activationEvents],
    capabilities: {
      untrustedWorkspaces: {
        ...capabilities.untrustedWorkspaces,
        description: words.say('capabilities.untrusted', capabilities.untrustedWorkspaces.description),
      },
      virtualWorkspaces: {
        ...capabilities.virtualWorkspaces,
        description: words.say('capabilities.virtual', capabilities.virtualWorkspaces.description),
      },
    },
    nls: words.all(),
  };
}

/** Where commands are offered, by menu; the palette hides what it is not told about, so each command says. */
function menus(): Record<string, unknown[]> {
  const byMenu: Record<string, unknown[]> = { commandPalette: [] };
  for (const [command, { palette, menus }] of Object.entries<CommandContribution>(commands)) {
    if (palette !== true) byMenu.commandPalette?.push({ command, when: palette === false ? 'false' : palette });
    for (const [menu, places] of Object.entries(menus ?? {})) {
      const list = Array.isArray(places) ? (places as readonly MenuPlace[]) : [places as MenuPlace];
      byMenu[menu] = [...(byMenu[menu] ?? []), ...list.map((place) => ({ command, ...place }))];
    }
  }
  return byMenu;
}
