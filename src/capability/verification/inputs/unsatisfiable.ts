/** A schema allows nothing: there is no value to draw. The message says why. */
export class UnsatisfiableSchema extends Error {}
