import type { ComparisonVerdict, Estimate } from '#protocol';

/** A verdict with its figures, for people. */
export function differenceWords(
  subject: string,
  reference: string,
  verdict: ComparisonVerdict,
  ratio: Estimate,
  margin: number,
): string {
  const range = `${times(ratio.value)} times the time, ${times(ratio.low)} to ${times(ratio.high)}`;
  const counts = `${Number((margin * 100).toFixed(1))} %`;
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
      return `Nothing can be said of ${subject} and ${reference}: ${reference} beside itself differed by more than ${counts}.`;
  }
}

/** `1.05`; what has no end is said so. */
function times(ratio: number): string {
  return Number.isFinite(ratio) ? ratio.toFixed(3).replace(/0$/, '') : 'any';
}
