import type { FlagListener } from '../../src/runtime/index.ts';

/** Keeps what a source of flags tells. */
export function collector() {
  const told: unknown[] = [];
  const listener: FlagListener = {
    document: (document) => told.push(document),
    problem: ({ message, fatal }) => told.push(fatal === true ? `fatal: ${message}` : message),
    recovered: () => told.push('recovered'),
  };
  return { told, listener };
}
