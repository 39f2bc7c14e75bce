import { LogicEngine } from 'json-logic-engine';
import coerce from 'semver/functions/coerce.js';
import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';
import { hashOfText, variantOf, type Weighted } from '#capability/rollout/routing';

/** The most that weights may sum up to. */
const mostWeight = 2 ** 31 - 1;

/**
 * JSONLogic with what flagd adds to it (https://flagd.dev/reference/custom-operations/). It is interpreted, never
 * compiled: pages whose content security policy forbids `eval` route as well. What flagd does not take gives null, which
 * stands for the default variant.
 */
export function flagdLogic(): LogicEngine {
  const engine = new LogicEngine();
  engine.addMethod('fractional', fractional);
  engine.addMethod('sem_ver', semVer);
  engine.addMethod('starts_with', (args: unknown) => onTexts(args, (text, start) => text.startsWith(start)));
  engine.addMethod('ends_with', (args: unknown) => onTexts(args, (text, end) => text.endsWith(end)));
  return engine;
}

function onTexts(args: unknown, test: (text: string, part: string) => boolean): boolean | null {
  if (!Array.isArray(args) || args.length !== 2) return null;
  const [text, part] = args;
  return typeof text === 'string' && typeof part === 'string' ? test(text, part) : null;
}

/** Hashes UTF-8 as flagd in Go does; its JavaScript sibling hashes UTF-16 units, and picks others beyond ASCII. */
function fractional(args: unknown, context: unknown): unknown {
  if (!Array.isArray(args) || args.length === 0) return null;
  const { targetingKey, $flagd } = context as { targetingKey?: unknown; $flagd: { flagKey: string } };
  const [first, ...rest] = args;
  const byText = typeof first === 'string';
  if (!byText && (typeof targetingKey !== 'string' || targetingKey === '')) return null;
  const buckets = weightsOf(byText ? rest : args);
  if (buckets === undefined) return null;
  const picked = variantOf(hashOfText(byText ? first : `${$flagd.flagKey}${targetingKey}`), buckets.weights);
  return picked === undefined ? null : buckets.variants[Number(picked)];
}

/** What the buckets hold, and their weights by their numbers; undefined where one of them is wrong. */
function weightsOf(buckets: readonly unknown[]) {
  const weights: Weighted[] = [];
  const variants: unknown[] = [];
  for (const bucket of buckets) {
    if (!Array.isArray(bucket) || bucket.length === 0 || bucket.length > 2) return undefined;
    const [variant, weight = 1] = bucket;
    if (typeof variant === 'object' && variant !== null) return undefined;
    if (!Number.isInteger(weight)) return undefined;
    // A weight that was computed may be below 0, and counts as 0.
    weights.push([String(weights.length), Math.max(0, weight)]);
    variants.push(variant ?? null);
  }
  return weights.reduce((sum, [, weight]) => sum + weight, 0) > mostWeight ? undefined : { weights, variants };
}

function semVer(args: unknown): boolean | null {
  if (!Array.isArray(args) || args.length !== 3) return null;
  const [one, operator, other] = [versionOf(args[0]), args[1], versionOf(args[2])];
  if (one === null || other === null) return null;
  const order = compare(one, other);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '^':
      return one.major === other.major;
    case '~':
      return one.major === other.major && one.minor === other.minor;
    default:
      return null;
  }
}

/** `v1.2.3`, and `1` and `1.2` for what begins so. */
function versionOf(value: unknown) {
  const text = String(value).replace(/^[vV]/, '');
  return parse(text) ?? (/^\d+(\.\d+)?$/.test(text) ? coerce(text) : null);
}
