export { HeldJournal } from './heldJournal.ts';
export type { Journal } from './journal.ts';
export { type JournalOptions, openJournal, openStandIn } from './openJournal.ts';
export { type ProcessLock, tryLock } from './processLock.ts';
export {
  type DecisionQuery,
  defaultRetention,
  type Feedback,
  type FeedbackQuery,
  type JournalDecision,
  type Recorded,
  type RequestQuery,
  type Retention,
  type RolloutFeedback,
  type RolloutMark,
  type RolloutRequest,
} from './records.ts';
export { redactTexts } from './redact.ts';
export { journalsSetAside } from './setAside.ts';
