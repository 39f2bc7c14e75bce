import { messageOf, type Outcome, type Problem } from '#base';
import { compileSchema } from '#capability/package';
import type { AppOpinion, AppOutcome, RecordedRequest } from '#protocol';
import opinionSchema from '../../../../media/schemas/opinion.schema.json' with { type: 'json' };
import outcomeSchema from '../../../../media/schemas/outcome.schema.json' with { type: 'json' };

/** What the files of an app say. */
export interface AppRecords {
  /** Those that were not served, and of the others those that opinions can be about, in the form of the journal. */
  readonly requests: readonly RecordedRequest[];
  /** The ids that the app gave requests, and those that they have here. */
  readonly ids: ReadonlyMap<string, number>;
  readonly opinions: readonly AppOpinion[];
}

/** Of a longer file the last ones count. */
const mostLines = 5000;
/** Lines that are told of; with more the writer is wrong, not a line. */
const mostProblems = 20;

/**
 * The requests that an app's outcomes file says were not served, and what its users thought of answers. Their texts may
 * hold secrets. Lines that are neither are problems with their numbers.
 * @param path relative to the workspace folder
 * @param firstId what the request of the first line gets for its id; the others follow
 */
export function readOutcomes(path: string, text: string, firstId: number): Outcome<AppRecords> {
  const checks = {
    outcome: compileSchema(outcomeSchema, 'the line'),
    opinion: compileSchema(opinionSchema, 'the line'),
  };
  const problems: Problem[] = [];
  const requests: RecordedRequest[] = [];
  const ids = new Map<string, number>();
  const opinions: AppOpinion[] = [];
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (at < lines.length - mostLines || line.trim() === '') continue;
    const read = readLine(line, checks);
    if ('reason' in read) problems.push(badLine(path, at + 1, read.reason));
    else if ('opinion' in read) opinions.push(read.opinion);
    else if (read.outcome.outcome !== 'served' || read.outcome.id !== undefined) {
      requests.push(requestOf(read.outcome, firstId + at));
      if (read.outcome.id !== undefined) ids.set(read.outcome.id, firstId + at);
    }
  }
  return { value: { requests, ids, opinions }, problems: problems.slice(0, mostProblems) };
}

type Check = ReturnType<typeof compileSchema>;

function readLine(
  line: string,
  checks: { readonly outcome: Check; readonly opinion: Check },
): { reason: string } | { outcome: AppOutcome } | { opinion: AppOpinion } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { reason: `it is no JSON (${messageOf(error)})` };
  }
  const isOpinion = typeof value === 'object' && value !== null && 'rating' in value;
  const [violation] = (isOpinion ? checks.opinion : checks.outcome)(value);
  if (violation !== undefined) return { reason: violation.message };
  return isOpinion ? { opinion: value as AppOpinion } : { outcome: value as AppOutcome };
}

function badLine(path: string, line: number, reason: string): Problem {
  return {
    code: 'outcome-invalid',
    severity: 'warning',
    message: `The line is no outcome of a request, and no opinion on one: ${reason}.`,
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
