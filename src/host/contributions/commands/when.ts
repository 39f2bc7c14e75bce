/** When commands of more than one feature are there: clauses in VS Code's language of contexts. */

export const inGraphView = 'view == toolwright.graph';
/** Not `hasProject`: that is known only once the extension runs, and these commands start it. */
export const inWorkspace = 'workbenchState != empty';
/** Capabilities are code, and run where somebody trusts it. */
export const inTrustedWorkspace = `${inWorkspace} && isWorkspaceTrusted`;
export const inCapabilities = 'view == toolwright.capabilities';
export const inRollouts = 'view == toolwright.rollouts';
export const inGaps = 'view == toolwright.gaps';
export const ofCapability = (kind: string) => `${inCapabilities} && viewItem =~ /\\b${kind}\\b/`;
