import type { CommandContribution } from '../types.ts';
import { inGraphView, inWorkspace } from './when.ts';

const inProject = 'toolwright.graph.hasProject';
const scriptEditor =
  'resourceScheme == file && resourceLangId =~ /^(typescript|javascript)(react)?$|^(vue|svelte)$/ && toolwright.graph.hasProject';

export const graphCommands = {
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
} as const satisfies Record<string, CommandContribution>;
