// Pictures of the panels to look at: `node test/webview/harness/shoot.ts [NAME …]`, into test/artefacts/webview.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrawableGraph } from '#protocol';
import { root } from '../../../scripts/process.ts';
import { benchmarkShots, openBenchmarkShot } from './benchmarkShots.ts';
import { type GraphPanelPage, openGraphPanel } from './graphPanel.ts';
import { launchBrowser, type OpenOptions, openTab, type PanelPage, type Tab } from './panelPage.ts';
import { openReportShot, reportShots } from './reportShots.ts';
import { openRolloutShot, rolloutShots } from './rolloutShots.ts';
import { type PanelServer, servePanels } from './server.ts';
import { drawable, makeWorkspace } from './workspace.ts';

const small = drawable(makeWorkspace(40, 70));
const middle = drawable(makeWorkspace(600, 1800));

interface Shot extends OpenOptions {
  readonly graph: () => DrawableGraph;
  readonly prepare?: (panel: GraphPanelPage) => Promise<unknown>;
}

const wholeGraph = async ({ page }: GraphPanelPage) => {
  await page.locator('vscode-panel-tab', { hasText: 'Full graph' }).click();
  await page.locator('.canvas canvas').first().waitFor();
  await page.locator('.waiting').waitFor({ state: 'hidden', timeout: 60_000 });
};

const real = (): DrawableGraph => JSON.parse(readFileSync(process.env.GRAPH ?? '', 'utf8'));
const selected = async (panel: GraphPanelPage) => {
  await wholeGraph(panel);
  await panel.page.locator('.canvas').focus();
  await panel.page.keyboard.press('Home');
};

const choose = async ({ page }: GraphPanelPage, label: string, value: string) => {
  await page.locator(`vscode-dropdown[aria-label="${label}"]`).click();
  await page.locator('vscode-option', { hasText: value }).locator('visible=true').click();
};

const shots: Readonly<Record<string, Shot>> = {
  'overview-dark': { graph: () => middle },
  'overview-light': { graph: () => middle, theme: 'light' },
  'overview-contrast': { graph: () => middle, theme: 'high-contrast' },
  'overview-contrast-light': { graph: () => middle, theme: 'high-contrast-light' },
  'overview-narrow': { graph: () => middle, width: 400, height: 800 },
  'overview-down': {
    graph: () => middle,
    prepare: ({ page }) => page.locator('.diagram .node').first().click(),
  },
  'graph-dark': { graph: () => middle, prepare: wholeGraph },
  'graph-light': { graph: () => middle, prepare: wholeGraph, theme: 'light' },
  'graph-contrast': { graph: () => middle, prepare: wholeGraph, theme: 'high-contrast' },
  'graph-contrast-light': { graph: () => middle, prepare: wholeGraph, theme: 'high-contrast-light' },
  'graph-small': { graph: () => small, prepare: wholeGraph },
  'overview-beside': { graph: () => middle, width: 1020, height: 770 },
  'graph-beside': { graph: () => middle, prepare: selected, width: 1020, height: 770 },
  'graph-narrow': { graph: () => middle, prepare: wholeGraph, width: 400, height: 800 },
  'graph-selected': { graph: () => middle, prepare: selected },
  'graph-selected-light': { graph: () => middle, prepare: selected, theme: 'light' },
  'graph-neighbours': {
    graph: () => middle,
    prepare: async (panel) => {
      await selected(panel);
      await panel.page.keyboard.press('1');
    },
  },
  'graph-impact': {
    graph: () => middle,
    prepare: async (panel) => {
      await selected(panel);
      await panel.page.keyboard.press('i');
      await panel.page.locator('.highlight').waitFor();
    },
  },
  'graph-impact-only': {
    graph: () => middle,
    prepare: async (panel) => {
      await selected(panel);
      await panel.page.keyboard.press('i');
      await panel.page.getByText('Show Only These').click();
    },
  },
  'graph-forces': {
    graph: () => middle,
    prepare: async (panel) => {
      await wholeGraph(panel);
      await choose(panel, 'Arrange', 'Arrange by imports');
      await choose(panel, 'Colour', 'Colour by cycle');
      await panel.page.waitForTimeout(300);
      await panel.page.locator('.waiting').waitFor({ state: 'hidden', timeout: 60_000 });
    },
  },
  'graph-filter': {
    graph: () => middle,
    prepare: async (panel) => {
      await wholeGraph(panel);
      await panel.page.locator('vscode-button', { hasText: 'Filter' }).click();
      await panel.page.locator('vscode-checkbox', { hasText: 'Tests' }).click();
    },
  },
  'graph-search-light': {
    graph: () => middle,
    theme: 'light',
    prepare: async (panel) => {
      await wholeGraph(panel);
      await panel.page.locator('.canvas').focus();
      await panel.page.keyboard.press('/');
      await panel.page.keyboard.type('menu4');
    },
  },
  'graph-keys': {
    graph: () => small,
    prepare: async (panel) => {
      await wholeGraph(panel);
      await panel.page.keyboard.press('?');
    },
  },
  failed: {
    graph: () => small,
    prepare: async (panel) => {
      await panel.send({ type: 'busy', step: 'Reading files' });
      await panel.send({ type: 'failed', message: 'tsconfig.json could not be read.', hint: 'Mend its “extends”.' });
      await panel.send({ type: 'busy', step: 'Reading files' });
    },
  },
  empty: {
    graph: () => drawable({ paths: [], edges: [] }),
  },
  'graph-real': { graph: real, prepare: wholeGraph },
  'graph-real-selected': { graph: real, prepare: selected },
  'overview-real': { graph: real },
  'graph-large': { graph: () => drawable(makeWorkspace(10_000, 60_000)), prepare: wholeGraph },
};

async function openShot(tab: Tab, server: PanelServer, shot: Shot): Promise<GraphPanelPage> {
  const panel = await openGraphPanel(tab, server, shot.graph(), shot);
  await panel.page.locator('.diagram svg, .empty h2').first().waitFor({ timeout: 30_000 });
  await shot.prepare?.(panel);
  return panel;
}

async function shoot(name: string, panel: PanelPage<never, unknown>): Promise<void> {
  await panel.page.waitForTimeout(600);
  await panel.page.screenshot({ path: join(root, 'test/artefacts/webview', `${name}.png`) });
  const complaints = await panel.complaints();
  console.log(name, complaints.length === 0 ? 'clean' : complaints);
  await panel.close();
}

const wanted = process.argv.slice(2);
mkdirSync(join(root, 'test/artefacts/webview'), { recursive: true });
const browser = await launchBrowser();
if (browser === undefined) throw new Error('There is no Chromium.');
const tab = await openTab(browser);
const server = await servePanels();
console.log(server.sizes);
const isWanted = (name: string) => (wanted.length === 0 ? !name.includes('real') : wanted.includes(name));
for (const [name, shot] of Object.entries(shots)) {
  if (isWanted(name)) await shoot(name, await openShot(tab, server, shot));
}
for (const [name, shot] of Object.entries(reportShots)) {
  if (isWanted(name)) await shoot(name, await openReportShot(tab, server, shot));
}
for (const [name, shot] of Object.entries(rolloutShots)) {
  if (isWanted(name)) await shoot(name, await openRolloutShot(tab, server, shot));
}
for (const [name, shot] of Object.entries(benchmarkShots)) {
  if (isWanted(name)) await shoot(name, await openBenchmarkShot(tab, server, shot));
}
await browser.close();
await server.close();
