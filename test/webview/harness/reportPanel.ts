import { type FromReportPanel, fromReportPanelSchema, type ToReportPanel } from '#protocol';
import type { Sample } from '../report/reports.ts';
import { type OpenOptions, openPanel, type PanelPage, type Tab } from './panelPage.ts';
import type { PanelServer } from './server.ts';

/** A report panel in a browser, with a host that answers as the extension's does. */
export type ReportPanelPage = PanelPage<ToReportPanel, FromReportPanel>;

/** What the host sends of a capability, with the report of a time or the latest. */
export function stateOf({ row, history }: Sample, at = history[0]?.at): ToReportPanel {
  return { type: 'report', folder: 'file:///shop', row, report: history.find((report) => report.at === at), history };
}

/** Opens the panel on a capability. */
export function openReportPanel(
  tab: Tab,
  server: PanelServer,
  sample: Sample,
  options: OpenOptions = {},
): Promise<ReportPanelPage> {
  return openPanel<ToReportPanel, typeof fromReportPanelSchema>(
    tab,
    server,
    'report',
    fromReportPanelSchema,
    async (message, send) => {
      if (message.type === 'ready') await send(stateOf(sample));
      if (message.type === 'show') await send(stateOf(sample, message.at));
    },
    options,
  );
}
