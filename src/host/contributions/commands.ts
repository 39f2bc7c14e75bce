import type { CommandContribution } from './types.ts';

const inGraphView = 'view == toolwright.graph';
/** Not `hasProject`: that is known only once the extension runs, and these commands start it. */
const inWorkspace = 'workbenchState != empty';
/** Capabilities are code, and run where somebody trusts it. */
export const inTrustedWorkspace = `${inWorkspace} && isWorkspaceTrusted`;
const inCapabilities = 'view == toolwright.capabilities';
const inRollouts = 'view == toolwright.rollouts';
const ofServed = 'view == toolwright.requests && viewItem =~ /\\bserved\\b/';
const inGaps = 'view == toolwright.gaps';
const ofCapability = (kind: string) => `${inCapabilities} && viewItem =~ /\\b${kind}\\b/`;
/** A row of a rollout with which that can be done. */
const ofRollout = (can: string) => `${inRollouts} && viewItem =~ /\\bcan-${can}\\b/`;
/** The editor that shows a proposal; one of several differences has no resource of its own. */
const ofProposal =
  'toolwright.proposal.active && (resourcePath =~ /^.proposal./ && resourceScheme == toolwright || activeEditor == multiDiffEditor)';
const proposalInFront =
  'toolwright.proposal.active && !terminalFocus && !inQuickOpen && !inputFocus || toolwright.proposal.active && editorTextFocus';
const inProject = 'toolwright.graph.hasProject';
const scriptEditor =
  'resourceScheme == file && resourceLangId =~ /^(typescript|javascript)(react)?$|^(vue|svelte)$/ && toolwright.graph.hasProject';

/**
 * Every command of the extension. A command that is missing here cannot be registered,
 * and one that is here and not implemented is a type error in `registerCommands`.
 */
export const commands = {
  'toolwright.graph.show': {
    title: 'Show Dependency Graph',
    icon: 'type-hierarchy',
    palette: inWorkspace,
    menus: { 'view/title': { when: inGraphView, group: 'navigation@1' } },
    keybinding: { key: 'ctrl+k ctrl+alt+g', mac: 'cmd+k cmd+alt+g', when: inWorkspace },
  },
  'toolwright.graph.analyse': {
    title: 'Analyse Workspace',
    icon: 'refresh',
    palette: inWorkspace,
    enablement: '!toolwright.busy',
    menus: { 'view/title': { when: `${inGraphView} && !toolwright.busy`, group: 'navigation@2' } },
  },
  'toolwright.cancel': {
    title: 'Stop the Running Task',
    icon: 'stop-circle',
    palette: 'toolwright.busy',
    enablement: 'toolwright.busy',
    menus: {
      'view/title': [
        { when: `${inGraphView} && toolwright.busy`, group: 'navigation@2' },
        { when: `${inCapabilities} && toolwright.busy`, group: 'navigation@2' },
        { when: `${inGaps} && toolwright.busy`, group: 'navigation@2' },
        { when: `${inRollouts} && toolwright.busy`, group: 'navigation@4' },
      ],
    },
  },
  'toolwright.graph.showImpact': {
    title: 'Show Impact of This File',
    icon: 'references',
    palette: 'editorIsOpen && workbenchState != empty',
    menus: {
      'editor/context': { when: scriptEditor, group: '4_search@9' },
      'editor/title/context': { when: scriptEditor, group: '4_search@9' },
      'explorer/context': { when: scriptEditor, group: '4_search@9' },
      'view/item/context': { when: `${inGraphView} && viewItem =~ /\\bfile\\b/`, group: '2_graph@1' },
    },
    keybinding: {
      key: 'ctrl+k ctrl+alt+i',
      mac: 'cmd+k cmd+alt+i',
      when: 'editorTextFocus && workbenchState != empty',
    },
  },
  'toolwright.graph.why': {
    title: 'Why Does A Depend on B',
    icon: 'git-compare',
    palette: inWorkspace,
  },
  'toolwright.graph.findCycles': {
    title: 'Find Circular Dependencies',
    icon: 'sync',
    palette: inWorkspace,
  },
  'toolwright.graph.export': {
    title: 'Export Graph…',
    icon: 'export',
    palette: inWorkspace,
    menus: { 'view/title': { when: `${inGraphView} && ${inProject}`, group: '1_graph@1' } },
  },
  'toolwright.rules.create': {
    title: 'Create Architecture Rules',
    icon: 'law',
    palette: inWorkspace,
    menus: { 'view/title': { when: `${inGraphView} && ${inProject}`, group: '2_rules@1' } },
  },
  'toolwright.rules.updateBaseline': {
    title: 'Create or Update Rules Baseline',
    icon: 'checklist',
    palette: inWorkspace,
    menus: {
      'view/title': { when: `${inGraphView} && ${inProject}`, group: '2_rules@2' },
      'view/item/context': { when: `${inGraphView} && viewItem =~ /\\brules\\b/`, group: '3_rules@1' },
    },
  },
  'toolwright.rules.checkWithDependencyCruiser': {
    title: 'Check Rules with dependency-cruiser',
    icon: 'verified',
    palette: inWorkspace,
    enablement: '!toolwright.busy',
    menus: {
      'view/title': { when: `${inGraphView} && ${inProject}`, group: '2_rules@3' },
      'view/item/context': { when: `${inGraphView} && viewItem =~ /\\brules\\b/`, group: '3_rules@2' },
    },
  },
  'toolwright.openSettings': {
    title: 'Open Settings',
    icon: 'gear',
    palette: true,
    menus: { 'view/title': { when: inGraphView, group: '9_toolwright@1' } },
  },
  'toolwright.showLog': {
    title: 'Show Log',
    icon: 'output',
    palette: true,
    menus: { 'view/title': { when: inGraphView, group: '9_toolwright@2' } },
  },
  'toolwright.graph.reveal': {
    title: 'Show in Graph',
    icon: 'type-hierarchy',
    palette: 'editorIsOpen && workbenchState != empty',
    menus: {
      'view/item/context': [
        { when: `${inGraphView} && viewItem =~ /\\b(file|folder)\\b/`, group: '2_graph@2' },
        { when: `${inGraphView} && viewItem =~ /\\b(file|folder)\\b/`, group: 'inline@2' },
      ],
      'explorer/context': { when: scriptEditor, group: '4_search@10' },
    },
  },
  'toolwright.graph.copyPath': {
    title: 'Copy Relative Path',
    icon: 'copy',
    palette: false,
    menus: { 'view/item/context': { when: `${inGraphView} && viewItem =~ /\\b(file|folder)\\b/`, group: '5_copy@1' } },
  },
  'toolwright.graph.openToSide': {
    title: 'Open to the Side',
    icon: 'split-horizontal',
    palette: false,
    menus: { 'view/item/context': { when: `${inGraphView} && viewItem =~ /\\bplace\\b/`, group: '1_open@1' } },
  },
  'toolwright.graph.applyAdvice': {
    title: 'Apply This Change',
    icon: 'wand',
    palette: false,
    menus: {
      'view/item/context': [
        { when: `${inGraphView} && viewItem =~ /\\bapplicable\\b/`, group: 'inline@1' },
        { when: `${inGraphView} && viewItem =~ /\\bapplicable\\b/`, group: '0_apply@1' },
      ],
    },
  },
  'toolwright.graph.peekImpact': { title: 'Peek Impact', palette: false },
  'toolwright.graph.peekCycle': { title: 'Peek Cycle', palette: false },
  'toolwright.ask': {
    title: 'Ask…',
    icon: 'comment',
    palette: inTrustedWorkspace,
    menus: {
      'editor/context': { when: `editorTextFocus && ${inTrustedWorkspace}`, group: '1_modification@9' },
      'view/title': [
        { when: `${inCapabilities} && ${inTrustedWorkspace}`, group: 'navigation@1' },
        { when: `view == toolwright.requests && ${inTrustedWorkspace}`, group: 'navigation@1' },
      ],
    },
    keybinding: { key: 'ctrl+k ctrl+alt+a', mac: 'cmd+k cmd+alt+a', when: inTrustedWorkspace },
  },
  'toolwright.teach': {
    title: 'Teach by Example',
    icon: 'mortar-board',
    palette: 'editorIsOpen',
    menus: { 'editor/context': { when: 'editorTextFocus && !editorReadonly', group: '1_modification@10' } },
    keybinding: { key: 'ctrl+k ctrl+alt+e', mac: 'cmd+k cmd+alt+e', when: 'editorTextFocus && !editorReadonly' },
  },
  'toolwright.capabilities.verify': {
    title: 'Verify Capability…',
    icon: 'verified',
    palette: inTrustedWorkspace,
    enablement: '!toolwright.busy',
    menus: {
      'view/item/context': [
        { when: ofCapability('verifiable'), group: 'inline@1' },
        { when: ofCapability('verifiable'), group: '1_capability@1' },
      ],
    },
  },
  'toolwright.capabilities.verifyAll': {
    title: 'Verify All Capabilities',
    icon: 'run-all',
    palette: inTrustedWorkspace,
    enablement: '!toolwright.busy',
    menus: {
      'view/title': {
        when: `${inCapabilities} && toolwright.capabilities.state == ready && !toolwright.busy`,
        group: 'navigation@2',
      },
    },
  },
  'toolwright.capabilities.openReport': {
    title: 'Open Verification Report',
    icon: 'preview',
    palette: inTrustedWorkspace,
    menus: {
      'view/item/context': [
        { when: ofCapability('reported'), group: 'inline@2' },
        { when: ofCapability('verifiable'), group: '1_capability@2' },
      ],
    },
  },
  'toolwright.capabilities.runExamples': {
    title: 'Run Examples',
    icon: 'beaker',
    palette: inTrustedWorkspace,
    menus: {
      'view/item/context': [
        { when: ofCapability('examples'), group: '1_capability@3' },
        { when: `${inCapabilities} && viewItem == examples`, group: 'inline@1' },
      ],
    },
  },
  'toolwright.capabilities.approve': {
    title: 'Approve Capability…',
    icon: 'thumbsup',
    palette: inTrustedWorkspace,
    menus: {
      'view/item/context': [
        { when: ofCapability('waiting'), group: 'inline@3' },
        { when: ofCapability('waiting'), group: '2_approve@1' },
      ],
    },
  },
  'toolwright.capabilities.create': {
    title: 'New Capability…',
    icon: 'add',
    palette: inTrustedWorkspace,
    menus: { 'view/title': { when: `${inCapabilities} && ${inTrustedWorkspace}`, group: 'navigation@3' } },
  },
  'toolwright.capabilities.showSandbox': {
    title: 'Show Sandbox Status',
    icon: 'shield',
    palette: inTrustedWorkspace,
    menus: { 'view/title': { when: `${inCapabilities} && ${inTrustedWorkspace}`, group: '2_sandbox@1' } },
  },
  'toolwright.capabilities.installRuntime': {
    title: 'Install Sandbox Runtime',
    icon: 'cloud-download',
    palette: inTrustedWorkspace,
    enablement: '!toolwright.busy',
    menus: { 'view/title': { when: `${inCapabilities} && ${inTrustedWorkspace}`, group: '2_sandbox@2' } },
  },
  'toolwright.capabilities.removeRuntime': {
    title: 'Remove Sandbox Runtime',
    icon: 'trash',
    palette: inTrustedWorkspace,
  },
  'toolwright.capabilities.refresh': {
    title: 'Read Capabilities Again',
    icon: 'refresh',
    palette: inTrustedWorkspace,
    menus: { 'view/title': { when: `${inCapabilities} && ${inTrustedWorkspace}`, group: '1_read@1' } },
  },
  'toolwright.capabilities.openCode': {
    title: 'Open Code',
    icon: 'go-to-file',
    palette: false,
    menus: { 'view/item/context': { when: ofCapability('capability'), group: '0_open@1' } },
  },
  'toolwright.capabilities.rateGood': {
    title: 'Good Answer',
    icon: 'thumbsup',
    palette: inTrustedWorkspace,
    menus: {
      'view/item/context': [
        { when: ofServed, group: 'inline@1' },
        { when: ofServed, group: '1_feedback@1' },
      ],
    },
  },
  'toolwright.capabilities.rateBad': {
    title: 'Bad Answer…',
    icon: 'thumbsdown',
    palette: inTrustedWorkspace,
    menus: {
      'view/item/context': [
        { when: ofServed, group: 'inline@2' },
        { when: ofServed, group: '1_feedback@2' },
      ],
    },
  },
  'toolwright.capabilities.openRule': { title: 'Open the Page of a Safety Rule', palette: false },
  'toolwright.benchmarks.run': {
    title: 'Benchmark Capability',
    icon: 'pulse',
    palette: inTrustedWorkspace,
    enablement: '!toolwright.busy',
    menus: { 'view/item/context': { when: ofCapability('examples'), group: '1_capability@4' } },
  },
  'toolwright.benchmarks.compare': {
    title: 'Compare Capabilities…',
    icon: 'git-compare',
    palette: inTrustedWorkspace,
    enablement: '!toolwright.busy',
  },
  'toolwright.benchmarks.show': {
    title: 'Show Benchmark',
    icon: 'graph',
    palette: inTrustedWorkspace,
    menus: { 'view/item/context': { when: ofCapability('examples'), group: '1_capability@5' } },
  },
  'toolwright.rollouts.show': {
    title: 'Show Rollouts',
    icon: 'dashboard',
    palette: inTrustedWorkspace,
    menus: {
      'view/title': { when: `${inRollouts} && ${inTrustedWorkspace}`, group: 'navigation@1' },
      'view/item/context': { when: `${inRollouts} && viewItem =~ /\\brollout\\b/`, group: '0_open@1' },
    },
  },
  'toolwright.rollouts.start': {
    title: 'Start Rollout…',
    icon: 'play',
    palette: inTrustedWorkspace,
    menus: {
      'view/title': { when: `${inRollouts} && ${inTrustedWorkspace}`, group: 'navigation@2' },
      'view/item/context': [
        { when: ofRollout('start'), group: 'inline@1' },
        { when: ofRollout('start'), group: '1_rollout@1' },
      ],
    },
  },
  'toolwright.rollouts.advance': {
    title: 'Advance Rollout',
    icon: 'arrow-right',
    palette: inTrustedWorkspace,
    menus: { 'view/item/context': { when: ofRollout('(advance|finish)'), group: '1_rollout@2' } },
  },
  'toolwright.rollouts.pause': {
    title: 'Pause Rollout',
    icon: 'debug-pause',
    palette: inTrustedWorkspace,
    menus: {
      'view/item/context': [
        { when: ofRollout('pause'), group: 'inline@2' },
        { when: ofRollout('pause'), group: '1_rollout@3' },
      ],
    },
  },
  'toolwright.rollouts.resume': {
    title: 'Resume Rollout',
    icon: 'debug-continue',
    palette: inTrustedWorkspace,
    menus: {
      'view/item/context': [
        { when: ofRollout('resume'), group: 'inline@2' },
        { when: ofRollout('resume'), group: '1_rollout@4' },
      ],
    },
  },
  'toolwright.rollouts.rollBack': {
    title: 'Roll Back…',
    icon: 'discard',
    palette: inTrustedWorkspace,
    menus: {
      'view/item/context': [
        { when: ofRollout('roll-back'), group: 'inline@3' },
        { when: ofRollout('roll-back'), group: '2_back@1' },
      ],
    },
  },
  'toolwright.rollouts.stopAll': {
    title: 'Stop All Rollouts…',
    icon: 'stop-circle',
    palette: inTrustedWorkspace,
    menus: {
      'view/title': { when: `${inRollouts} && toolwright.rollouts.state == running`, group: 'navigation@3' },
    },
  },
  'toolwright.rollouts.openPolicy': {
    title: 'Open Rollout Policy',
    icon: 'law',
    palette: inTrustedWorkspace,
    menus: { 'view/title': { when: `${inRollouts} && ${inTrustedWorkspace}`, group: '1_policy@1' } },
  },
  'toolwright.gaps.refresh': {
    title: 'Find Gaps',
    icon: 'refresh',
    palette: inTrustedWorkspace,
    enablement: '!toolwright.busy',
    menus: { 'view/title': { when: `${inGaps} && ${inTrustedWorkspace}`, group: 'navigation@1' } },
  },
  'toolwright.synthesizeStub': {
    title: 'Synthesize Function from Its Tests',
    icon: 'wand',
    palette: `editorIsOpen && ${inTrustedWorkspace}`,
    enablement: '!toolwright.busy',
    menus: { 'view/item/context': { when: `${inGaps} && viewItem == stubGap`, group: 'inline@1' } },
  },
  'toolwright.gaps.writeMissing': { title: 'Synthesize Missing Function from Its Tests', palette: false },
  'toolwright.chooseLanguageModel': {
    title: 'Choose Language Model…',
    icon: 'sparkle',
    palette: inTrustedWorkspace,
    menus: { 'view/title': { when: `${inGaps} && ${inTrustedWorkspace}`, group: '1_generation@9' } },
  },
  'toolwright.gaps.generate': {
    title: 'Generate Capability…',
    icon: 'sparkle',
    palette: inTrustedWorkspace,
    enablement: '!toolwright.busy',
    menus: {
      'view/item/context': [
        { when: `${inGaps} && viewItem == gap`, group: 'inline@1' },
        { when: `${inGaps} && viewItem == gap`, group: '1_close@1' },
      ],
    },
  },
  'toolwright.gaps.teach': {
    title: 'Teach by Example…',
    icon: 'mortar-board',
    palette: false,
    menus: { 'view/item/context': { when: `${inGaps} && viewItem == gap`, group: '1_close@2' } },
  },
  'toolwright.gaps.ignore': {
    title: 'Ignore Gap…',
    icon: 'eye-closed',
    palette: false,
    menus: {
      'view/item/context': [
        { when: `${inGaps} && viewItem =~ /^(stubGap|gap)$/`, group: 'inline@2' },
        { when: `${inGaps} && viewItem =~ /^(stubGap|gap)$/`, group: '2_gap@1' },
      ],
    },
  },
  'toolwright.gaps.notice': {
    title: 'Stop Ignoring Gap',
    icon: 'eye',
    palette: false,
    menus: {
      'view/item/context': [
        { when: `${inGaps} && viewItem == ignoredGap`, group: 'inline@2' },
        { when: `${inGaps} && viewItem == ignoredGap`, group: '2_gap@1' },
      ],
    },
  },
  'toolwright.edits.apply': {
    title: 'Apply Proposed Change',
    palette: 'toolwright.proposal.waiting',
    keybinding: { key: 'ctrl+enter', mac: 'cmd+enter', when: proposalInFront },
  },
  'toolwright.edits.discard': {
    title: 'Discard Proposed Change',
    palette: 'toolwright.proposal.waiting',
    keybinding: { key: 'ctrl+backspace', mac: 'cmd+backspace', when: proposalInFront },
  },
  // Buttons above the text, in words: a tick among the icons of a comparison is not found. VS Code writes keys into such
  // buttons, in a line of their own that nobody can read, so the keys are with the commands above.
  'toolwright.edits.applyShown': {
    title: 'Apply Change',
    palette: false,
    menus: { 'editor/title': { when: ofProposal, group: 'navigation@-2' } },
  },
  'toolwright.edits.discardShown': {
    title: 'Discard Change',
    palette: false,
    menus: { 'editor/title': { when: ofProposal, group: 'navigation@-1' } },
  },
  'toolwright.edits.openProposed': {
    title: 'Open Proposal in a New File',
    palette: 'toolwright.proposal.openable',
    menus: { 'editor/title': { when: `${ofProposal} && toolwright.proposal.openable`, group: '1_proposal@1' } },
  },
  'toolwright.edits.backUp': { title: 'Back Up', palette: false },
  'toolwright.edits.restoreBackup': {
    title: 'Restore Backup of the Last Edit…',
    palette: inWorkspace,
  },
  'toolwright.capabilities.takeStep': { title: 'Do What Comes Next', palette: false },
} as const satisfies Record<string, CommandContribution>;

export type CommandId = keyof typeof commands;
