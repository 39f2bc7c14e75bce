import { type FromBenchmarkPanel, fromBenchmarkPanelSchema, type ToBenchmarkPanel } from '#protocol';
import { type OpenOptions, openPanel, type PanelPage, type Tab } from './panelPage.ts';
import type { PanelServer } from './server.ts';

/** A panel of benchmarks in a browser. */
export type BenchmarkPanelPage = PanelPage<ToBenchmarkPanel, FromBenchmarkPanel>;

/** Opens the panel on what the host says when the page is ready. */
export function openBenchmarkPanel(
  tab: Tab,
  server: PanelServer,
  shown: ToBenchmarkPanel,
  options: OpenOptions = {},
): Promise<BenchmarkPanelPage> {
  return openPanel<ToBenchmarkPanel, typeof fromBenchmarkPanelSchema>(
    tab,
    server,
    'benchmark',
    fromBenchmarkPanelSchema,
    async (message, send) => {
      if (message.type === 'ready') await send(shown);
    },
    options,
  );
}
