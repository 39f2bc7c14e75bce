/** A schema allows nothing: there is no value to draw. The message says why. */
export class UnsatisfiableSchema extends Error {}

/** A schema may allow something, but nothing can be made for it here. The message says why. */
export class UndrawableSchema extends Error {}
