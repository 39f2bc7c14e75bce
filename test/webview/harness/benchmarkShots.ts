import type { ToBenchmarkPanel } from '#protocol';
import { benchmarks } from '../benchmark/benchmarks.ts';
import { type BenchmarkPanelPage, openBenchmarkPanel } from './benchmarkPanel.ts';
import type { OpenOptions, Tab } from './panelPage.ts';
import type { PanelServer } from './server.ts';

interface BenchmarkShot extends OpenOptions {
  readonly shown: ToBenchmarkPanel;
}

const whole = { height: 1800 };
const { measured, compared, unmeasured } = benchmarks;

export const benchmarkShots: Readonly<Record<string, BenchmarkShot>> = {
  'benchmark-dark': { shown: measured, ...whole },
  'benchmark-light': { shown: measured, ...whole, theme: 'light' },
  'benchmark-contrast': { shown: measured, ...whole, theme: 'high-contrast' },
  'benchmark-narrow': { shown: measured, width: 400, height: 2600 },
  'benchmark-compared-dark': { shown: compared },
  'benchmark-compared-light': { shown: compared, theme: 'light' },
  'benchmark-empty': { shown: unmeasured },
};

export async function openBenchmarkShot(
  tab: Tab,
  server: PanelServer,
  shot: BenchmarkShot,
): Promise<BenchmarkPanelPage> {
  const panel = await openBenchmarkPanel(tab, server, shot.shown, shot);
  await panel.page.locator('.head h1, .empty h2').locator('visible=true').first().waitFor();
  return panel;
}
