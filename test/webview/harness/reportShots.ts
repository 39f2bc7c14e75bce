import { hostile } from '../report/hostile.ts';
import { type Sample, samples } from '../report/reports.ts';
import type { OpenOptions, Tab } from './panelPage.ts';
import { openReportPanel, type ReportPanelPage } from './reportPanel.ts';
import type { PanelServer } from './server.ts';

interface ReportShot extends OpenOptions {
  readonly sample: Sample;
  readonly prepare?: (panel: ReportPanelPage) => Promise<unknown>;
}

const whole = { height: 2000 };
const narrow = { width: 400, height: 1400 };

const firstRun = async ({ page }: ReportPanelPage) => {
  await page.locator('.toggle').first().click();
  await page.locator('.runs').scrollIntoViewIfNeeded();
};
const atRuns = async (panel: ReportPanelPage) => {
  await firstRun(panel);
  await panel.page.locator('#runs').evaluate((section) => section.scrollIntoView());
};
const atEnd = ({ page }: ReportPanelPage) => page.locator('.report').evaluate((report) => report.scrollTo(0, 1e6));

export const reportShots: Readonly<Record<string, ReportShot>> = {
  'report-approved-dark': { sample: samples.approved, ...whole },
  'report-approved-light': { sample: samples.approved, ...whole, theme: 'light' },
  'report-approved-contrast': { sample: samples.approved, ...whole, theme: 'high-contrast' },
  'report-rejected-dark': { sample: samples.rejected, ...whole, prepare: firstRun },
  'report-rejected-light': { sample: samples.rejected, ...whole, prepare: firstRun, theme: 'light' },
  'report-rejected-contrast': { sample: samples.rejected, ...whole, prepare: firstRun, theme: 'high-contrast' },
  'report-rejected-contrast-light': {
    sample: samples.rejected,
    ...whole,
    prepare: firstRun,
    theme: 'high-contrast-light',
  },
  'report-rejected-beside': { sample: samples.rejected, width: 760, ...whole, prepare: firstRun },
  'report-waiting': {
    sample: samples.waiting,
    prepare: ({ page }) => page.locator('vscode-button', { hasText: 'Verify…' }).first().click(),
  },
  'report-changed-light': { sample: samples.changed, theme: 'light' },
  'report-older': {
    sample: samples.approved,
    prepare: async ({ page }) => page.locator('.history vscode-data-grid-row').nth(2).click(),
  },
  'report-empty': { sample: samples.unverified },
  'report-empty-narrow': { sample: samples.unverified, ...narrow, height: 700 },
  'report-broken-light': { sample: samples.broken, theme: 'light' },
  'report-narrow': { sample: samples.rejected, ...narrow },
  'report-narrow-runs': { sample: samples.rejected, ...narrow, prepare: atRuns },
  'report-narrow-end': { sample: samples.approved, ...narrow, prepare: atEnd },
  'report-hostile': { sample: hostile, ...whole },
  'report-failed': {
    sample: samples.approved,
    prepare: async ({ send }) => {
      await send({
        type: 'failed',
        message: 'The sandbox could not be started.',
        hint: 'Look at “Sandbox” in the settings.',
      });
      await send({ type: 'busy', step: 'Running examples' });
    },
  },
};

export async function openReportShot(tab: Tab, server: PanelServer, shot: ReportShot): Promise<ReportPanelPage> {
  const panel = await openReportPanel(tab, server, shot.sample, shot);
  await panel.page.locator('.head h1').waitFor();
  await shot.prepare?.(panel);
  return panel;
}
