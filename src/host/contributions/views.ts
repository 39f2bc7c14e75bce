/** The one container in the activity bar. */
export const container = { id: 'toolwright', title: 'Toolwright', icon: 'media/toolwright.svg' } as const;

/** VS Code keeps to the sizes where every view has one. */
export const views = {
  'toolwright.graph': { name: 'Graph', icon: 'media/toolwright.svg', contextualTitle: 'Toolwright', initialSize: 2 },
  'toolwright.capabilities': {
    name: 'Capabilities',
    icon: 'media/toolwright.svg',
    contextualTitle: 'Toolwright',
    initialSize: 3,
  },
  'toolwright.rollouts': {
    name: 'Rollouts',
    icon: 'media/toolwright.svg',
    contextualTitle: 'Toolwright',
    visibility: 'collapsed',
    initialSize: 1,
  },
  'toolwright.requests': {
    name: 'Requests',
    icon: 'media/toolwright.svg',
    contextualTitle: 'Toolwright',
    visibility: 'collapsed',
    initialSize: 1,
  },
  'toolwright.gaps': {
    name: 'Gaps',
    icon: 'media/toolwright.svg',
    contextualTitle: 'Toolwright',
    visibility: 'collapsed',
    initialSize: 1,
  },
} as const;

/** The webview panel with the drawn graph. */
export const graphPanelType = 'toolwright.graphPanel';

/** The webview panels with verification reports; `reportPanels.ts` has the same name. */
export const reportPanelType = 'toolwright.report';

/** The webview panel with the dashboard of rollouts. */
export const rolloutPanelType = 'toolwright.rolloutPanel';

/** The webview panel with benchmarks of capabilities. */
export const benchmarkPanelType = 'toolwright.benchmarkPanel';

export type ViewId = keyof typeof views;

/** What an empty view says. Lines in order; a line that is one link becomes a button. */
export interface Welcome {
  readonly view: ViewId;
  readonly when: string;
  readonly text: readonly string[];
}

const state = (name: string) => `toolwright.graph.state == ${name}`;

const trusted = 'workbenchState != empty && isWorkspaceTrusted';
const gaps = (name: string) => `toolwright.gaps.state == ${name}`;
const capabilities = (name: string) => `toolwright.capabilities.state == ${name}`;

/** Names of the states are those of `GraphViewState`, for capabilities those of `CapabilityService`, for gaps those of `GapService`. */
export const welcomes: Readonly<Record<string, Welcome>> = {
  noFolder: {
    view: 'toolwright.graph',
    when: 'workbenchState == empty',
    text: [
      'Open a folder with TypeScript or JavaScript to see how its files depend on each other.',
      '[Open Folder](command:vscode.openFolder)',
    ],
  },
  waiting: {
    view: 'toolwright.graph',
    when: `workbenchState != empty && ${state('waiting')}`,
    text: ['The workspace has not been analysed yet.', '[Analyse Workspace](command:toolwright.graph.analyse)'],
  },
  scanning: {
    view: 'toolwright.graph',
    when: `workbenchState != empty && ${state('scanning')}`,
    text: ['Reading the workspace…', '[Stop](command:toolwright.cancel)'],
  },
  noProject: {
    view: 'toolwright.graph',
    when: state('noProject'),
    text: [
      'There is no TypeScript or JavaScript in this workspace.',
      '[Analyse Again](command:toolwright.graph.analyse)',
    ],
  },
  nothingFound: {
    view: 'toolwright.graph',
    when: state('nothingFound'),
    text: [
      'This workspace is a JavaScript project, and no source file was found in it. The setting `toolwright.graph.exclude` or `.gitignore` may leave out too much.',
      '[Analyse Again](command:toolwright.graph.analyse)',
      '[Open Settings](command:toolwright.openSettings)',
    ],
  },
  failed: {
    view: 'toolwright.graph',
    when: state('failed'),
    text: [
      'The workspace could not be analysed. The log says why.',
      '[Analyse Again](command:toolwright.graph.analyse)',
      '[Show Log](command:toolwright.showLog)',
    ],
  },
  virtual: {
    view: 'toolwright.graph',
    when: `workbenchState != empty && ${state('virtual')}`,
    text: ['This workspace is not on a disk. Toolwright reads files from the disk only.'],
  },
  untrusted: {
    view: 'toolwright.graph',
    when: `!isWorkspaceTrusted && workbenchState != empty && toolwright.graph.state =~ /^(waiting|failed)$/`,
    text: [
      'This workspace is not trusted: the graph is drawn all the same, but rule files written in JavaScript are not executed.',
      '[Manage Workspace Trust](command:workbench.trust.manage)',
    ],
  },
  noCapabilityFolder: {
    view: 'toolwright.capabilities',
    when: 'workbenchState == empty',
    text: ['Capabilities belong to a folder.', '[Open Folder](command:vscode.openFolder)'],
  },
  untrustedCapabilities: {
    view: 'toolwright.capabilities',
    when: 'workbenchState != empty && !isWorkspaceTrusted',
    text: [
      'Capabilities are code, written by people or by machines. None of it is read or run until you trust this workspace.',
      '[Manage Workspace Trust](command:workbench.trust.manage)',
    ],
  },
  noCapabilities: {
    view: 'toolwright.capabilities',
    when: `${trusted} && ${capabilities('none')}`,
    text: [
      'There are no capabilities in this workspace yet: small tools that are verified, run in a sandbox, and can be asked for in words.',
      '[New Capability…](command:toolwright.capabilities.create)',
    ],
  },
  readingCapabilities: {
    view: 'toolwright.capabilities',
    when: `${trusted} && ${capabilities('reading')}`,
    text: ['Reading capabilities…'],
  },
  failedCapabilities: {
    view: 'toolwright.capabilities',
    when: `${trusted} && ${capabilities('failed')}`,
    text: [
      'The capabilities could not be read. The log says why.',
      '[Read Capabilities Again](command:toolwright.capabilities.refresh)',
      '[Show Log](command:toolwright.showLog)',
    ],
  },
  virtualCapabilities: {
    view: 'toolwright.capabilities',
    when: `${trusted} && ${capabilities('virtual')}`,
    text: ['This workspace is not on a disk. Toolwright reads files from the disk only.'],
  },
  noRolloutFolder: {
    view: 'toolwright.rollouts',
    when: 'workbenchState == empty',
    text: ['Rollouts belong to a folder.', '[Open Folder](command:vscode.openFolder)'],
  },
  noRollouts: {
    view: 'toolwright.rollouts',
    when: `${trusted} && toolwright.rollouts.state == none`,
    text: [
      'Nothing can be rolled out yet. A rollout brings a new version of a verified capability to its users step by step, and takes it back when it does harm.',
      '[Show Rollouts](command:toolwright.rollouts.show)',
    ],
  },
  untrustedRollouts: {
    view: 'toolwright.rollouts',
    when: 'workbenchState != empty && !isWorkspaceTrusted',
    text: ['Rollouts decide which version of a capability runs, and capabilities run in trusted workspaces only.'],
  },
  noRequests: {
    view: 'toolwright.requests',
    when: trusted,
    text: [
      'Nothing has been asked for yet. What is asked for, here or by agents, shows up with what came of it.',
      '[Ask…](command:toolwright.ask)',
    ],
  },
  untrustedRequests: {
    view: 'toolwright.requests',
    when: 'workbenchState != empty && !isWorkspaceTrusted',
    text: ['Requests run capabilities, and capabilities run in trusted workspaces only.'],
  },
  noGapFolder: {
    view: 'toolwright.gaps',
    when: 'workbenchState == empty',
    text: ['Gaps belong to a folder.', '[Open Folder](command:vscode.openFolder)'],
  },
  untrustedGaps: {
    view: 'toolwright.gaps',
    when: 'workbenchState != empty && !isWorkspaceTrusted',
    text: [
      'Gaps are looked for in trusted workspaces only: the record of requests is opened for it.',
      '[Manage Workspace Trust](command:workbench.trust.manage)',
    ],
  },
  readingGaps: {
    view: 'toolwright.gaps',
    when: `${trusted} && toolwright.gaps.state =~ /^(waiting|reading)$/`,
    text: ['Looking for what is missing…'],
  },
  noGaps: {
    view: 'toolwright.gaps',
    when: `${trusted} && ${gaps('none')}`,
    text: [
      'Nothing is missing. Functions that are not written yet show up here with the examples that tests have for them, and so do requests that nothing could serve.',
    ],
  },
  failedGaps: {
    view: 'toolwright.gaps',
    when: `${trusted} && ${gaps('failed')}`,
    text: [
      'The folder could not be searched for gaps. The log says why.',
      '[Find Gaps](command:toolwright.gaps.refresh)',
      '[Show Log](command:toolwright.showLog)',
    ],
  },
  virtualGaps: {
    view: 'toolwright.gaps',
    when: `${trusted} && ${gaps('virtual')}`,
    text: ['This workspace is not on a disk. Toolwright reads files from the disk only.'],
  },
};
