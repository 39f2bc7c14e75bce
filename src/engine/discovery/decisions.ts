/** Kinds of decisions about a gap in the journal; the latest of those about ignoring it counts. */
export const gapIgnored = 'ignore-gap';
export const gapNoticed = 'notice-gap';
/** A capability does it now: what was asked before counts no longer. */
export const gapClosed = 'close-gap';
