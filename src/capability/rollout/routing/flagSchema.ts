import { isRecord } from '#base';
import type { Flag, Targeting } from './flag.ts';
import { mostWeight, type Weighted } from './fractional.ts';
import { Router } from './router.ts';

// Written out, and not with a library of schemas, which would be more than half of what an app loads to route by flags.

/** The flags of a document by their keys, not yet looked at; undefined where it has none. */
export function flagsOf(document: unknown): Readonly<Record<string, unknown>> | undefined {
  const flags = isRecord(document) ? document.flags : undefined;
  return isRecord(flags) ? flags : undefined;
}

/**
 * The router of a flag, and none of one that is off.
 * @returns the reason where the flag is more than a rollout (flagd's targeting can be any JSONLogic), or not right
 */
export function readFlag(key: string, value: unknown): { readonly router?: Router } | { readonly reason: string } {
  if (!isRecord(value)) return { reason: 'it has to be an object' };
  const { state, variants, defaultVariant, targeting } = value;
  if (state !== 'ENABLED' && state !== 'DISABLED') return { reason: 'its state has to be ENABLED or DISABLED' };
  if (!isVersions(variants)) return { reason: 'its variants have to be versions, as texts' };
  if (typeof defaultVariant !== 'string') return { reason: 'it has to have a default variant' };
  if (targeting !== undefined && !isTargeting(targeting)) {
    return { reason: 'its targeting has to be `fractional` with whole weights, alone or after `if` with groups' };
  }
  const router = new Router(key, value as unknown as Flag);
  if (!router.given.every(({ variant }) => Object.hasOwn(variants, variant))) {
    return { reason: 'each variant that it names has to be among its variants' };
  }
  return state === 'ENABLED' ? { router } : {};
}

const isVersions = (value: unknown): value is Flag['variants'] =>
  isRecord(value) && Object.values(value).every((version) => typeof version === 'string');

function isTargeting(value: unknown): value is Targeting {
  if (isFractional(value)) return true;
  if (!hasOnly(value, 'if') || !Array.isArray(value.if) || value.if.length !== 3) return false;
  const [groups, variant, rest] = value.if;
  return isGroups(groups) && typeof variant === 'string' && isFractional(rest);
}

const isFractional = (value: unknown): boolean =>
  hasOnly(value, 'fractional') &&
  isList(value.fractional, isWeighted) &&
  value.fractional.reduce((sum, [, one]) => sum + one, 0) <= mostWeight;

const isWeighted = (value: unknown): value is Weighted =>
  isPair(value) && typeof value[0] === 'string' && Number.isInteger(value[1]) && (value[1] as number) >= 0;

const isGroups = (value: unknown): boolean => (hasOnly(value, 'or') ? isList(value.or, isInGroup) : isInGroup(value));

const isInGroup = (value: unknown): value is object =>
  hasOnly(value, 'in') &&
  isPair(value.in) &&
  typeof value.in[0] === 'string' &&
  hasOnly(value.in[1], 'var') &&
  value.in[1].var === 'groups';

const isPair = (value: unknown): value is readonly [unknown, unknown] => Array.isArray(value) && value.length === 2;

const isList = <Each>(value: unknown, is: (each: unknown) => each is Each): value is readonly Each[] =>
  Array.isArray(value) && value.length > 0 && value.every(is);

const hasOnly = (value: unknown, key: string): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && Object.keys(value).join() === key;
