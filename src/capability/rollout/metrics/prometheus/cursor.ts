import * as v from 'valibot';
import type { PlainData } from '#protocol';
import { countersSchema, noCounters } from './counters.ts';
import { firstPortion, type Portion, portionSchema } from './portions.ts';

const time = v.pipe(v.number(), v.finite());

const cursorSchema = v.object({
  format: v.literal(2),
  /** When the rollout began, by Prometheus's clock in milliseconds since 1970. */
  since: time,
  /** All until then is read, by Prometheus's clock in milliseconds since 1970. */
  until: time,
  /** Whether anything was read: before, what processes had counted before the rollout is not known. */
  hasBegun: v.boolean(),
  portion: portionSchema,
  counters: countersSchema,
  /** Requests up to each bound, for the figures that people see. */
  buckets: v.record(v.string(), v.record(v.string(), v.number())),
});
/** Where a source is in the counters of a fleet, and what it knows of them. */
export type Cursor = v.InferOutput<typeof cursorSchema>;

/** The cursor that was saved; nothing for what is none. */
export function cursorOf(given: PlainData | undefined): Cursor | undefined {
  const read = v.safeParse(cursorSchema, given);
  // What is read is changed, and the one given has to stay as it is until the next one is saved.
  return read.success ? structuredClone(read.output) : undefined;
}

export const firstCursor = (since: number, portion: Portion = firstPortion): Cursor => ({
  ...{ format: 2, since, until: since, hasBegun: false, portion },
  ...{ counters: noCounters(), buckets: {} },
});
