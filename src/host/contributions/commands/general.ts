import type { CommandContribution } from '../types.ts';
import { inCapabilities, inGaps, inGraphView, inRollouts } from './when.ts';

export const generalCommands = {
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
} as const satisfies Record<string, CommandContribution>;
