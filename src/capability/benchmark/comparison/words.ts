import type { ComparisonVerdict, Estimate } from '#protocol';

/** What a verdict is about. */
export interface About {
  readonly subject: string;
  readonly reference: string;
  readonly margin: number;
  /** What differed from itself, where the verdict is that nothing can be relied on. */
  readonly differing?: string | undefined;
}

/** A verdict with its figures, for people. */
export function differenceWords(
  { subject, reference, margin, differing = reference }: About,
  verdict: ComparisonVerdict,
  ratio: Estimate,
): string {
  const range = rangeOf(ratio);
  const counts = percentOf(margin);
  switch (verdict) {
    case 'slower':
      return `${subject} is slower than ${reference}: ${range}.`;
    case 'faster':
      return `${subject} is faster than ${reference}: ${range}.`;
    case 'same':
      return `${subject} takes as long as ${reference}, to within ${counts}: ${range}.`;
    case 'unclear':
      return `Whether ${subject} differs from ${reference} by ${counts} is not clear yet: ${range}.`;
    case 'unreliable':
      return `Nothing can be said of ${subject} and ${reference}: ${differing} beside itself differed by more than ${counts}.`;
  }
}

/** What a capability beside itself says of the machine, for people. */
export function controlWords(name: string, verdict: ComparisonVerdict, ratio: Estimate, margin: number): string {
  const counts = percentOf(margin);
  const range = `${name} beside itself took ${rangeOf(ratio)}`;
  switch (verdict) {
    case 'same':
      return `${range}, so differences of ${counts} can be seen.`;
    case 'unclear':
      return `${range}, so the machine is too uneven yet for differences of ${counts} to be sure.`;
    default:
      return `${range}, so nothing that was measured on this machine can be trusted.`;
  }
}

const percentOf = (margin: number): string => `${Number((margin * 100).toFixed(1))} %`;

const rangeOf = ({ value, low, high }: Estimate): string =>
  `${times(value)} times the time, ${times(low)} to ${times(high)}`;

/** `1.05`; what has no end is said so. */
function times(ratio: number): string {
  return Number.isFinite(ratio) ? ratio.toFixed(3).replace(/0$/, '') : 'any';
}
