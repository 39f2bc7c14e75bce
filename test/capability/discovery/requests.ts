import type { RecordedRequest } from '../../../src/protocol/index.ts';

/** A request as the journal has it. */
export function recorded(
  id: number,
  text: string,
  more: Partial<RecordedRequest> & { user?: string } = {},
): RecordedRequest {
  const { user = 'ann', request, ...rest } = more;
  return {
    id,
    at: new Date(Date.UTC(2026, 0, 1) + id * 60_000).toISOString(),
    request: { text, user: { id: user }, origin: 'editor', ...request },
    outcome: 'missing_handler',
    milliseconds: 1,
    ...rest,
  };
}
