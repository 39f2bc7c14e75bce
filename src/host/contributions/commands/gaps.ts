import type { CommandContribution } from '../types.ts';
import { inGaps, inTrustedWorkspace } from './when.ts';

export const gapCommands = {
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
} as const satisfies Record<string, CommandContribution>;
