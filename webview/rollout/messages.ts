import type { RolloutSubject, ToRolloutPanel } from '#protocol';
import { visible, visibleFailure } from '../ui/visible.ts';
import { sharing } from './model/sharing.ts';
import type { RolloutsState, RolloutsStore } from './state.ts';

/** Brings a message of the host into the state. */
export function receive(store: RolloutsStore, message: ToRolloutPanel): void {
  store.set(patchFor(store.get(), message));
}

function patchFor(state: RolloutsState, message: ToRolloutPanel): Partial<RolloutsState> {
  switch (message.type) {
    case 'rollouts':
      return {
        items: sharing(state.items, message.items.map(visibleBut)),
        folder: message.shown?.folder ?? '',
        status: sharing(state.status, message.shown && visibleBut(message.shown.status)),
        failure: undefined,
      };
    case 'busy':
      return { busy: message.step };
    case 'failed':
      return { busy: undefined, failure: visibleFailure(message) };
  }
}

/** In visible words, but for what the host knows it by. */
function visibleBut<T extends Partial<RolloutSubject>>(data: T): T {
  const { folder, name } = data;
  return { ...visible(data), ...(folder !== undefined && { folder }), ...(name !== undefined && { name }) };
}
