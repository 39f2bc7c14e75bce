import type { NumberFormat } from '../language/expression.ts';

/** The formats that all of the texts could have been written in, the plainest first. */
export function formatsOf(texts: readonly string[]): { readonly format: NumberFormat; readonly cost: number }[] {
  const decimals = texts.map((text) => text.split('.')[1]?.length ?? 0);
  const [fewest, most] = [Math.min(...decimals), Math.max(...decimals)];
  const whole = texts.map((text) => (text.replace('-', '').split('.')[0] ?? '').replaceAll(',', ''));
  const padded = whole.filter((digits) => digits.length > 1 && digits.startsWith('0'));
  const integerDigits = padded.length === 0 ? 1 : Math.min(...whole.map((digits) => digits.length));
  const groupings: readonly NumberFormat['grouping'][] = texts.some((text) => text.includes(','))
    ? ['thousands', 'indian']
    : ['none'];
  const limits: readonly { minimumDecimals: number; maximumDecimals?: number; cost: number }[] = [
    { minimumDecimals: 0, cost: 0 },
    ...(fewest > 0 ? [{ minimumDecimals: fewest, cost: 0.9 }] : []),
    { minimumDecimals: fewest, maximumDecimals: most, cost: 0.5 + (fewest === most ? 0 : 0.4) },
    ...(fewest > 0 ? [{ minimumDecimals: 0, maximumDecimals: most, cost: 0.9 }] : []),
  ];
  return groupings.flatMap((grouping) =>
    limits.map(({ cost, ...limit }) => ({
      format: { integerDigits, grouping, ...limit },
      cost: cost + (integerDigits > 1 ? 0.6 : 0) + (grouping === 'none' ? 0 : 0.5),
    })),
  );
}
