import type { SettingName } from './settings.ts';
import { benchmarkPanelType, graphPanelType, reportPanelType, rolloutPanelType } from './views.ts';

/** What the extension can do where VS Code restricts it. */
export const capabilities = {
  untrustedWorkspaces: {
    supported: 'limited',
    description:
      'The dependency graph works. Rule files written in JavaScript are not executed and dependency-cruiser is not run until you trust the workspace. The workspace cannot say which baseline of known violations counts. Capabilities are neither verified nor run.',
    // They name a file that is read, and replaced when the user agrees; the sandbox, and a program that is started; and to
    // whom something may be sent, or who is asked.
    restrictedConfigurations: [
      'toolwright.rules.baseline',
      'toolwright.sandbox.runner',
      'toolwright.sandbox.node',
      'toolwright.rollout.prometheus',
      'toolwright.rollout.flags',
      'toolwright.gaps.outcomes',
      'toolwright.languageModel.enabled',
      'toolwright.languageModel.model',
    ] satisfies `toolwright.${SettingName}`[],
  },
  virtualWorkspaces: {
    supported: false,
    description: 'Toolwright reads files from the disk, and a virtual workspace has none there.',
  },
} as const;

/**
 * When the extension starts, apart from its views and commands, which VS Code derives itself.
 * Plain names, no globs: a glob would make VS Code search every workspace that anybody opens.
 */
export const activationEvents = [
  'workspaceContains:package.json',
  'workspaceContains:tsconfig.json',
  'workspaceContains:jsconfig.json',
  'workspaceContains:.toolwright/capabilities',
  'workspaceContains:.toolwright/policy.json',
  'workspaceContains:.toolwright/rollouts.json',
  `onWebviewPanel:${graphPanelType}`,
  `onWebviewPanel:${reportPanelType}`,
  `onWebviewPanel:${rolloutPanelType}`,
  `onWebviewPanel:${benchmarkPanelType}`,
] as const;
