import type { CommandContribution } from '../types.ts';
import { inRollouts, inTrustedWorkspace } from './when.ts';

/** A row of a rollout with which that can be done. */
const ofRollout = (can: string) => `${inRollouts} && viewItem =~ /\\bcan-${can}\\b/`;

export const rolloutCommands = {
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
} as const satisfies Record<string, CommandContribution>;
