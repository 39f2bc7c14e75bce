/** Which branches of a capability's code its examples go through. */
export interface Coverage {
  readonly branches: number;
  readonly missed: readonly Branch[];
}

/** A part of the code that is gone through or not, as a whole. */
export interface Branch {
  /** 1-based, in index.ts. */
  readonly line: number;
  /** `the condition is false` */
  readonly what: string;
}
