import fc from 'fast-check';

export * from 'fast-check';

/**
 * Properties are tried on the same values each time, so that a run says something about the change that was made, and
 * not about its luck. `npm run fuzz` tries them on others.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_260) });

export default fc;
