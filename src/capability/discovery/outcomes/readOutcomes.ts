import { messageOf, type Outcome, type Problem } from '#base';
import { compileSchema } from '#capability/package';
import type { AppOutcome, RecordedRequest } from '#protocol';
import outcomeSchema from '../../../../media/schemas/outcome.schema.json' with { type: 'json' };

/** Of a longer file the last ones count. */
const mostLines = 5000;
/** Lines that are told of; with more the writer is wrong, not a line. */
const mostProblems = 20;
/**
 * The requests that an app's outcomes file says were not served, in the form of the journal. Their texts may hold secrets.
 * Lines that are no outcomes are problems with their numbers.
 * @param path relative to the workspace folder
 * @param firstId what the request of the first line gets for its id; the others follow
 */
export function readOutcomes(path: string, text: string, firstId: number): Outcome<readonly RecordedRequest[]> {
  const check = compileSchema(outcomeSchema, 'the line');
  const problems: Problem[] = [];
  const value: RecordedRequest[] = [];
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (at < lines.length - mostLines || line.trim() === '') continue;
    const read = readLine(line, check);
    if ('reason' in read) problems.push(badLine(path, at + 1, read.reason));
    else if (read.outcome.outcome !== 'served') value.push(requestOf(read.outcome, firstId + at));
  }
  return { value, problems: problems.slice(0, mostProblems) };
}

function readLine(line: string, check: ReturnType<typeof compileSchema>): { reason: string } | { outcome: AppOutcome } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { reason: `it is no JSON (${messageOf(error)})` };
  }
  const [violation] = check(value);
  return violation === undefined ? { outcome: value as AppOutcome } : { reason: violation.message };
}

function badLine(path: string, line: number, reason: string): Problem {
  return {
    code: 'outcome-invalid',
    severity: 'warning',
    message: `The line is no outcome of a request: ${reason}.`,
    hint: 'docs/outcomes.md says what a line holds. The other lines of the file are read.',
    path,
    line,
  };
}

function requestOf(outcome: AppOutcome, id: number): RecordedRequest {
  const { at, request: text, user = 'app', groups, input, capability, version, reason, milliseconds = 0 } = outcome;
  return {
    id,
    at: new Date(at).toISOString(),
    request: {
      text,
      user: { id: user, ...(groups === undefined ? {} : { groups }) },
      origin: 'app',
      ...(input === undefined ? {} : { input }),
    },
    outcome: outcome.outcome,
    milliseconds,
    ...(reason === undefined ? {} : { reason }),
    ...(capability === undefined ? {} : { name: capability }),
    ...(version === undefined ? {} : { version }),
  };
}
