/** The process's clock, which does not jump. Node looks the global up anew each time, which a request would pay for. */
export const clock = performance;
