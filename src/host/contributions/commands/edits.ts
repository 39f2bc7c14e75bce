import type { CommandContribution } from '../types.ts';
import { inWorkspace } from './when.ts';

/** The editor that shows a proposal; one of several differences has no resource of its own. */
const ofProposal = 'toolwright.proposal.active && (resourceScheme == toolwright || activeEditor == multiDiffEditor)';
const proposalInFront =
  'toolwright.proposal.active && !terminalFocus && !inQuickOpen && !inputFocus || toolwright.proposal.active && editorTextFocus';

export const editCommands = {
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
} as const satisfies Record<string, CommandContribution>;
