import { flagOf } from '#capability/rollout';

/** The flag of a rollout of `upper`, and of whatever else is given. */
export function flagDocument(
  percent: number,
  more: Readonly<Record<string, unknown>> = {},
): { readonly flags: object } {
  return { flags: { upper: flagOf({ stable: '1.0.0', candidate: '2.0.0', percent, groups: ['insiders'] }), ...more } };
}
