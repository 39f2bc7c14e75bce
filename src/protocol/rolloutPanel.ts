import * as v from 'valibot';
import { type RolloutState, type RolloutStatus, rolloutCommands } from './rollout.ts';

/** Messages between the extension host and the dashboard of rollouts. A panel that is shown again gets a full state. */

/** A rollout among all of the window: two folders may have a capability of one name. */
export interface RolloutSubject {
  /** The workspace folder, as the host names it. */
  readonly folder: string;
  /** The capability. */
  readonly name: string;
}

/** A rollout in the list of all. */
export interface RolloutItem extends RolloutSubject {
  /** The folder's name, where there are several. */
  readonly folderName?: string;
  readonly title: string;
  readonly state: RolloutState;
  readonly stage: string;
  readonly percent: number;
  readonly groups: readonly string[];
  readonly keptOut?: readonly string[];
  readonly words: string;
  /** The policy took it back or paused it, and nobody has looked at it since. */
  readonly isAlert: boolean;
}

/** Host to panel. */
export type ToRolloutPanel =
  | {
      readonly type: 'rollouts';
      readonly items: readonly RolloutItem[];
      /** The one that is shown whole; absent where there is none. */
      readonly shown: { readonly folder: string; readonly status: RolloutStatus } | undefined;
    }
  /** Work is going on; `undefined` when it ended. */
  | { readonly type: 'busy'; readonly step: string | undefined }
  | { readonly type: 'failed'; readonly message: string; readonly hint?: string };

const name = v.pipe(v.string(), v.maxLength(1024));
const subject = { folder: v.pipe(v.string(), v.maxLength(8192)), name };

/** Panel to host, validated by the host: a webview is not trusted. */
export const fromRolloutPanelSchema = v.variant('type', [
  /** With the rollout that was shown before the page was hidden. */
  v.strictObject({ type: v.literal('ready'), shown: v.optional(v.strictObject(subject)) }),
  v.strictObject({ type: v.literal('show'), ...subject }),
  /** Asks the person for a reason, in VS Code's own boxes, and does it. */
  v.strictObject({ type: v.literal('command'), command: v.picklist(rolloutCommands), ...subject }),
  v.strictObject({ type: v.literal('stop-all') }),
  /** Starts the rollout of a capability that the person picks. */
  v.strictObject({ type: v.literal('start-another') }),
  v.strictObject({ type: v.literal('open-policy') }),
  v.strictObject({ type: v.literal('open-report'), ...subject }),
  /** Shows the place of what is wrong, by its number among the problems of the rollout. */
  v.strictObject({
    type: v.literal('open-problem'),
    index: v.pipe(v.number(), v.integer(), v.minValue(0)),
    ...subject,
  }),
]);
export type FromRolloutPanel = v.InferOutput<typeof fromRolloutPanelSchema>;
