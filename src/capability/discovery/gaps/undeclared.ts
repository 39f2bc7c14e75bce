import type { Stub, StubParameter } from '#protocol';
import { parameterNames } from '../examples/argumentNames.ts';
import type { ReadCall, TestedCall } from '../examples/readTests.ts';

/**
 * A stub with the parameters that its tests hand over and that it does not declare, as in `isLeap()` beside
 * `expect(isLeap(2000)).toBe(true)`. One that declares any has those alone.
 */
export function withUndeclared(stub: Stub, calls: readonly TestedCall[]): Stub {
  if (stub.parametersAt === undefined) return stub;
  const read = calls.flatMap(({ read: one }): ReadCall[] => ('reason' in one ? [] : [one]));
  const counts = read.map(({ input }) => input.length);
  const names = parameterNames(
    read.map((one) => one.names ?? []),
    Math.max(0, ...counts),
  );
  const added = names.map((name, at): StubParameter => {
    return { name, optional: counts.some((count) => count <= at), undeclared: true };
  });
  const own = stub.parameters.filter(({ name }) => !names.includes(name));
  return names.length === 0 ? stub : { ...stub, parameters: [...added, ...own] };
}
