import { type FromRolloutPanel, fromRolloutPanelSchema, type RolloutStatus, type ToRolloutPanel } from '#protocol';
import { rollouts, stateOf } from '../rollout/rollouts.ts';
import { type OpenOptions, openPanel, type PanelPage, type Tab } from './panelPage.ts';
import type { PanelServer } from './server.ts';

/** A dashboard of rollouts in a browser, with a host that answers as the extension's does. */
export type RolloutPanelPage = PanelPage<ToRolloutPanel, FromRolloutPanel>;

/** Opens the dashboard on one of the rollouts; without any it is empty. */
export function openRolloutPanel(
  tab: Tab,
  server: PanelServer,
  shown: RolloutStatus | undefined,
  options: OpenOptions = {},
): Promise<RolloutPanelPage> {
  return openPanel<ToRolloutPanel, typeof fromRolloutPanelSchema>(
    tab,
    server,
    'rollout',
    fromRolloutPanelSchema,
    async (message, send) => {
      if (message.type === 'ready') await send(stateOf(shown, shown === undefined ? [] : undefined));
      if (message.type === 'show') {
        await send(stateOf(Object.values(rollouts).find(({ name }) => name === message.name)));
      }
    },
    options,
  );
}
