import type { ToBenchmarkPanel } from '#protocol';
import { visible, visibleFailure } from '../ui/visible.ts';
import type { BenchmarkState, BenchmarkStore } from './state.ts';

/** Brings a message of the host into the state. */
export function receive(store: BenchmarkStore, message: ToBenchmarkPanel): void {
  store.set(patchFor(message));
}

function patchFor(message: ToBenchmarkPanel): Partial<BenchmarkState> {
  switch (message.type) {
    case 'benchmark': {
      // What the host knows it by stays as it is.
      const { folder } = message;
      return { benchmark: { ...visible(message), folder }, comparison: undefined, failure: undefined };
    }
    case 'comparison':
      return { benchmark: undefined, comparison: { ...visible(message), folder: message.folder }, failure: undefined };
    case 'busy':
      return { busy: message.work };
    case 'failed':
      return { busy: undefined, failure: visibleFailure(message) };
  }
}
