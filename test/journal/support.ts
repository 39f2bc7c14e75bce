import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Journal, type JournalOptions, openJournal } from '../../src/journal/index.ts';
import type { CapabilityRequest, RequestOutcome, VerificationReport } from '../../src/protocol/index.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

export const request: CapabilityRequest = {
  text: 'convert the selection to ISO',
  input: { selection: '1/31/2026' },
  user: { id: 'ann', groups: ['team'] },
  origin: 'editor',
};

export const missing: RequestOutcome = { kind: 'missing_handler', reason: 'Nothing does it.', guesses: [] };

export function served(name: string, version = '1.0.0'): RequestOutcome {
  const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 0 };
  return { kind: 'served', name, version, result: { status: 'ok', value: 1, usage, logs: [], effects: [] } };
}

export function report(fields: Partial<VerificationReport> = {}): VerificationReport {
  return {
    format: 1,
    name: 'iso-dates',
    version: '1.0.0',
    hash: 'h1',
    asked: 'STANDARD',
    at: '2026-01-01T00:00:00.000Z',
    milliseconds: 5,
    safety: { findings: [], uses: [], score: 100, parts: [], admitted: true },
    types: [],
    checks: [],
    runs: [],
    risk: { score: 0, class: 'low', factors: [] },
    decision: { verdict: 'approve', reasons: [], conditions: [], needsPerson: false },
    ...fields,
  };
}

/** Where a journal would be that goes when the test ends. */
export function journalFile(): string {
  return join(temporaryWorkspace(), '.toolwright/journal.db');
}

/** A journal that is closed when the test ends. */
export function open(options: Partial<JournalOptions> = {}): Journal {
  const journal = openJournal({ file: journalFile(), ...options });
  onTestFinished(() => journal.close());
  return journal;
}
