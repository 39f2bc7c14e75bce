import { isOneAfterAnother } from '#capability/router';

/**
 * What the joints of a request say about its parts: one works on what the other gives (`then`, `reverse it`), both results
 * are wanted beside each other (`as well as`), one of these (`and`), or nothing.
 */
export type Order = 'chain' | 'both' | 'several' | 'open';

export function orderIn(request: string): Order {
  if (/\b(?:both|as well as|together with|along with|beside)\b/i.test(request)) return 'both';
  if (isOneAfterAnother(request)) return 'chain';
  return /\b(?:and|plus)\b|[,;&+]/i.test(request) ? 'several' : 'open';
}
