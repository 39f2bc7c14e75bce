import type { FromRolloutPanel, RolloutItem, RolloutStatus, RolloutSubject } from '#protocol';
import type { Failure } from '../ui/banner.ts';
import type { Store } from '../ui/store.ts';

/** Everything that the dashboard shows. */
export interface RolloutsState {
  /** Absent until the host has spoken. */
  readonly items: readonly RolloutItem[] | undefined;
  /** The rollout that is shown whole. */
  readonly folder: string;
  readonly status: RolloutStatus | undefined;
  readonly busy: string | undefined;
  readonly failure: Failure | undefined;
}

export type RolloutsStore = Store<RolloutsState>;

/** Says something to the host. */
export type Post = (message: FromRolloutPanel) => void;

/** What outlives the page. */
export interface Saved {
  /** Of this record's shape: another one is not read. */
  readonly version: 1;
  readonly shown: RolloutSubject | undefined;
  /** How far the page was scrolled, in pixels. */
  readonly scroll: number;
}

export const initialState: RolloutsState = {
  items: undefined,
  folder: '',
  status: undefined,
  busy: undefined,
  failure: undefined,
};

/** The rollout that is shown, as the host names it. */
export function shownSubject({ folder, status }: RolloutsState): RolloutSubject | undefined {
  return status && { folder, name: status.name };
}
