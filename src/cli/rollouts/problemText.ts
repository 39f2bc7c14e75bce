import type { Problem } from '#base';
import { sentences } from '../output/text.ts';

/** Where a problem is, what it is, and what to do about it. */
export function problemText({ message, hint, path, line }: Problem): string {
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return `Problem: ${place}${sentences(message, hint)}`;
}
