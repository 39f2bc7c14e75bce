import { measureLeaks, soaking } from '#capability/benchmark';
import { type CheckDefinition, failed, passed, skipped, warned } from './examination.ts';

/** All calls together, milliseconds: what leaks shows itself soon, and a verification is waited for. */
const longestMs = 1500;

/**
 * Calls leave nothing behind that grows with their number: an app loads a capability once and calls it for weeks. How
 * that is measured is told in docs/benchmark.md.
 */
export const leaks: CheckDefinition = {
  name: 'leaks',
  level: 'PRODUCTION',
  check: async ({ capability, limits, policy, program, run, task: { signal } }) => {
    const examples = capability.examples.filter(({ output }) => output !== undefined);
    if (examples.length === 0)
      return skipped('No example comes to a value that it could be called for again and again.');
    const soaked = soaking(await program());
    const { verdict, words, bytesPerCall, points } = await measureLeaks({
      ...{ examples, limits, longestMs, signal },
      run: ({ input, world, limits: ofAll }) =>
        run({ ...input }, { world, limits: ofAll, program: soaked, collect: true }),
    });
    if (verdict === 'not-measured') return skipped(words);
    const calls = points.at(-1)?.calls;
    const said = calls === undefined ? words : `${words} Up to ${calls} calls in one engine were looked at.`;
    if (verdict === 'none') return passed(said);
    // So much that there are no points to draw a trend through.
    if (bytesPerCall === undefined) return failed(said);
    const { leakBytes } = policy.production;
    if (bytesPerCall.low > leakBytes) return failed(said);
    return bytesPerCall.high <= leakBytes ? passed(said) : warned(`${said} ${leakBytes} bytes are allowed.`);
  },
};
