import type { Backups } from './backups.ts';
import type { Proposals } from './proposals.ts';

/** What every edit of the user's files goes through: it is shown first, and what was there is kept. */
export interface Edits {
  readonly proposals: Proposals;
  readonly backups: Backups;
}
