import type { CommandContribution } from '../types.ts';
import { inCapabilities, inTrustedWorkspace, ofCapability } from './when.ts';

const ofServed = 'view == toolwright.requests && viewItem =~ /\\bserved\\b/';

export const capabilityCommands = {
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
  'toolwright.capabilities.takeStep': { title: 'Do What Comes Next', palette: false },
} as const satisfies Record<string, CommandContribution>;
