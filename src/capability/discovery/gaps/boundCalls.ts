import { isRecord } from '#base';
import type { PlainData, Stub, StubParameter } from '#protocol';
import type { TestedCall } from '../examples/readTests.ts';

type Read = Exclude<TestedCall['read'], { readonly reason: string }>;

/** The calls of a function, with what its body can use by name as their inputs; the reason where that cannot be said. */
export function boundCalls(calls: readonly TestedCall[], { parameters }: Stub): readonly TestedCall[] {
  return calls.map((call) => ('reason' in call.read ? call : { ...call, read: boundRead(call.read, parameters) }));
}

function boundRead(
  { input: given, made = [], ...rest }: Read,
  parameters: readonly StubParameter[],
): TestedCall['read'] {
  const kept = parameters.flatMap(({ from }) => (from?.of === 'made' ? from.nth : []));
  if (made.some((_, nth) => !kept.includes(nth)))
    return { reason: 'what its object is made with cannot be followed to a field that keeps it' };
  const hasRest = parameters.some(({ from }) => from?.of === 'rest');
  const declared = Math.max(0, ...parameters.map(({ from }, at) => (from?.of === 'made' ? 0 : (from?.nth ?? at) + 1)));
  if (given.length > declared && !hasRest) {
    const has = given.length === 1 ? '1 argument' : `${given.length} arguments`;
    return { reason: `it has ${has}, and the function declares ${declared === 0 ? 'none' : declared}` };
  }
  if (parameters.every(({ from }) => from === undefined)) return { input: given, ...rest };
  const values = parameters.map((parameter, at) => valueFor(parameter, at, given, made));
  while (values.length > 0 && values.at(-1) === undefined) values.pop();
  const missing = values.indexOf(undefined);
  if (missing !== -1) return { reason: `it leaves out ${parameters[missing]?.name ?? ''}` };
  return { input: values as PlainData[], ...rest };
}

/** Undefined where nothing is handed over for it. */
function valueFor(
  { from: own }: StubParameter,
  at: number,
  given: readonly PlainData[],
  made: readonly PlainData[],
): PlainData | undefined {
  const from = own ?? { of: 'argument', nth: at, at: [] };
  if (from.of === 'rest') return given.slice(from.nth);
  const whole = (from.of === 'made' ? made : given)[from.nth];
  const value = from.at.reduce<PlainData | undefined>(partOf, whole);
  return value === undefined ? from.usual : value;
}

function partOf(whole: PlainData | undefined, step: string | number): PlainData | undefined {
  if (Array.isArray(whole)) return typeof step === 'number' ? (whole as readonly PlainData[])[step] : undefined;
  return isRecord(whole) && Object.hasOwn(whole, step) ? (whole[step] as PlainData) : undefined;
}
