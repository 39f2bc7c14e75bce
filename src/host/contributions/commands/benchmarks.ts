import type { CommandContribution } from '../types.ts';
import { inTrustedWorkspace, ofCapability } from './when.ts';

export const benchmarkCommands = {
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
} as const satisfies Record<string, CommandContribution>;
