/**
 * What reading a text gives; for one that is nested more deeply than the stack reaches, as only generated texts are, what
 * else there is to say. The compiler's own parser is recursive, so there is no way to read it.
 */
export function unlessTooDeep<T>(read: () => T, otherwise: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return otherwise();
    throw error;
  }
}
