import { hash } from 'node:crypto';
import { isRecord } from '#base';
import type { CapabilityRequest, Match, PlainData, RecordedRun, VerificationReport } from '#protocol';
import { isSecretName, isSecretNumberName, redactSecrets } from './secrets.ts';

/** Bytes of JSON; larger inputs are told by size and hash. */
export const largestInput = 16 * 1024;
/** Characters of a request's text or of a reason. */
const longestText = 2000;

/** A request fit to be kept: without secrets, and no larger than needed to tell what it was. */
export async function redactRequest(request: CapabilityRequest): Promise<CapabilityRequest> {
  const { text, input, ...rest } = request;
  const [kept = ''] = await redactSecrets([shortened(text)]);
  return { ...rest, text: kept, ...(input === undefined ? {} : { input: await redactInput(input) }) };
}

/**
 * How a request was understood, fit to be kept: slots are parts of its text, and a secret may be told by what stands
 * around it there, so only what is left of the text is kept of them.
 * @param kept the request as {@link redactRequest} left it
 */
export function redactMatch(match: Match, kept: CapabilityRequest): Match {
  const slots = Object.entries(match.slots).map(([name, text]) => [name, kept.text.includes(text) ? text : redacted]);
  return { ...match, slots: Object.fromEntries(slots) };
}

/** A text fit to be kept. */
export async function redactText(text: string): Promise<string> {
  const [kept = ''] = await redactSecrets([shortened(text)]);
  return kept;
}

/**
 * A report fit to be kept: what went into its runs and came out of them is without secrets, and large values are told
 * by size and hash, as are those of requests. So is all that quotes them or the source: checks, findings, types, what
 * the mutants changed, the risk and the decision.
 */
export async function redactReport(report: VerificationReport): Promise<VerificationReport> {
  const { checks, safety, types, risk, decision, mutation } = report;
  const runs = report.runs.map(withoutLargeValues);
  const quoting = { runs, checks, safety, types, risk, decision, ...(mutation && { mutation }) };
  // All of it at once: a look for secrets costs more than the length of what is looked at.
  const kept = await redactTexts(quoting as unknown as PlainData);
  return { ...report, ...(kept as unknown as Pick<VerificationReport, keyof typeof quoting>) };
}

function withoutLargeValues(run: RecordedRun): RecordedRun {
  const { input, expected, result } = run;
  const effects = result.effects.map(({ arguments: args, ...effect }) => ({
    ...effect,
    arguments: args.map(withoutLarge),
    ...(effect.result === undefined ? {} : { result: withoutLarge(effect.result) }),
  }));
  return {
    ...run,
    input: withoutLarge(input),
    ...(expected && 'output' in expected ? { expected: { output: withoutLarge(expected.output) } } : {}),
    result: result.status === 'ok' ? { ...result, effects, value: withoutLarge(result.value) } : { ...result, effects },
  };
}

async function redactInput(input: PlainData): Promise<PlainData> {
  return redactTexts(withoutLarge(input));
}

function withoutLarge(value: PlainData): PlainData {
  const json = JSON.stringify(value);
  const bytes = Buffer.byteLength(json);
  return bytes > largestInput ? { redacted: 'large input', bytes, sha256: hash('sha256', json, 'hex') } : value;
}

/** The same value without the secrets that are recognised in its texts and by the names of its fields. */
export async function redactTexts(value: PlainData): Promise<PlainData> {
  const texts: string[] = [];
  visitTexts(value, (text) => texts.push(text));
  const kept = await redactSecrets(texts);
  let next = 0;
  return replaceTexts(value, () => kept[next++] ?? '');
}

function visitTexts(value: PlainData, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (Array.isArray(value)) for (const item of value) visitTexts(item, visit);
  else if (isRecord(value)) for (const field of Object.values(value)) visitTexts(field as PlainData, visit);
}

/**
 * In the order of {@link visitTexts}. What stands under a name such as `password` is a secret, whatever it looks like,
 * and so is all that is in it.
 */
function replaceTexts(value: PlainData, next: () => string, secret = false): PlainData {
  if (typeof value === 'string') {
    const kept = next();
    return secret && value !== '' ? redacted : kept;
  }
  if (typeof value === 'number') return secret ? redacted : value;
  if (Array.isArray(value)) return value.map((item) => replaceTexts(item, next, secret));
  if (!isRecord(value)) return value;
  const fields = Object.entries(value).map(([name, field]) => {
    const isSecret = typeof field === 'number' ? isSecretNumberName(name) : isSecretName(name);
    return [name, replaceTexts(field as PlainData, next, secret || isSecret)] as const;
  });
  return Object.fromEntries(fields);
}

const redacted = '[redacted]';

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}… (${text.length} characters)`;
}
