import { isTestFile } from '#graph';
import { type Gap, type GapFailure, type Stub, stubGapId } from '#protocol';
import { parameterNames } from '../examples/argumentNames.ts';
import type { TestedCall } from '../examples/readTests.ts';
import type { FailingFunction, MissingFunction } from '../missing/calledFunctions.ts';
import { type Signature, signatureOf } from '../requests/structure.ts';
import { boundCalls } from './boundCalls.ts';
import { examplesOf } from './examplesOf.ts';
import { scoreOf } from './score.ts';
import { withUndeclared } from './undeclared.ts';

/** The gap of a function, with what requests for the same thing are told by. */
export interface DescribedGap {
  readonly gap: Gap;
  readonly calls: readonly TestedCall[];
  readonly signatures: readonly Signature[];
}

/** A function that is not written yet. */
export function stubGap(found: Stub, tested: readonly TestedCall[], failures: readonly GapFailure[]): DescribedGap {
  const stub = withUndeclared(found, tested);
  const { name, place, parameters } = stub;
  const calls = boundCalls(tested, stub);
  const words = wordsOf(name);
  const intent = intentOf(stub);
  const gap = functionGap({
    id: stubGapId(place.path, name),
    source: 'stub',
    intent,
    kind: 'missing_handler',
    parameters: parameters.map((parameter) => parameter.name),
    ...examplesOf(calls),
    // Nobody asks for what nobody uses: each test of it is a wish.
    frequency: calls.length,
  });
  const whole = { ...gap, stub, ...(failures.length === 0 ? {} : { failures }) };
  return { calls, signatures: [words, intent].map(signatureOf), gap: whole };
}

/** A function that does not exist, and is called. */
export function missingGap({ path, name, uses, calls }: MissingFunction): DescribedGap {
  const known = examplesOf(calls);
  const tried = calls.flatMap(({ read }) => ('reason' in read ? [] : [read.input.length]));
  const counts = [...tried, ...uses.map(({ names }) => names.length)];
  // What some calls leave out can be left out.
  const count = Math.max(0, ...counts);
  const required = Math.min(count, ...counts);
  const usual = known.examples[0]?.input.length ?? count;
  const inputs = uses.flatMap(({ input }) => (input?.length === usual && usual > 0 ? [input] : []));
  const tested = new Set(known.examples.map(({ input }) => JSON.stringify(input)));
  const others = new Map(inputs.map((input) => [JSON.stringify(input), input]));
  const first = uses.find(({ place }) => !isTestFile(place.path)) ?? uses[0];
  const gap = functionGap({
    id: stubGapId(path, name),
    source: 'missing',
    intent: wordsOf(name),
    kind: 'missing_handler',
    parameters: parameterNames(
      uses.map(({ names }) => names),
      count,
    ),
    ...known,
    otherInputs: [...others].flatMap(([key, input]) => (tested.has(key) ? [] : [input])),
    frequency: uses.length,
  });
  const onClass = uses.some(({ on }) => on !== undefined && name.startsWith(`${on}.`));
  const own = {
    path,
    name,
    ...(first === undefined ? {} : { use: first.place }),
    ...(onClass ? { onClass } : {}),
    ...(required < count ? { required } : {}),
  };
  const whole = { ...gap, function: own };
  return { calls, signatures: [signatureOf(gap.intent)], gap: whole };
}

/** A function that is written, and that tests find wrong. */
export function failingGap({ path, name, calls: tested, failures, stub }: FailingFunction): DescribedGap {
  const calls = stub === undefined ? tested : boundCalls(tested, stub);
  const gap = functionGap({
    id: stubGapId(path, stub?.name ?? name),
    source: 'tests',
    intent: stub === undefined ? wordsOf(name) : intentOf(stub),
    kind: 'error',
    parameters: stub?.parameters.map((parameter) => parameter.name) ?? [],
    ...examplesOf(calls),
    frequency: failures.length,
  });
  const whole = { ...gap, function: { path, name }, failures, ...(stub && { stub }) };
  return { calls, signatures: [signatureOf(gap.intent)], gap: whole };
}

/** The first sentence of its documentation, or else its name. */
function intentOf({ name, documentation }: Stub): string {
  const [sentence] = documentation?.split(/(?<=[.!?])\s|\n\s*\n/) ?? [];
  return sentence?.replaceAll(/\s+/g, ' ') ?? wordsOf(name);
}

type Own = Pick<
  Gap,
  'id' | 'source' | 'intent' | 'kind' | 'parameters' | 'examples' | 'contradictions' | 'skipped' | 'frequency'
> &
  Partial<Pick<Gap, 'otherInputs'>>;

function functionGap({ otherInputs = [], ...own }: Own): Gap {
  const frequency = Math.max(1, own.frequency);
  return {
    ...own,
    frequency,
    otherInputs,
    structure: signatureOf(own.intent).structure,
    requests: [],
    near: [],
    users: 1,
    score: scoreOf({ frequency, users: 1, ageMs: 0 }),
  };
}

/** `toIsoDate` → `to iso date`; of a method its own name. */
function wordsOf(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})|_+/gu, ' ')
    .toLowerCase();
}
