import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { root } from '../../../scripts/process.ts';
import { TextEditor } from './textEditor.ts';
import { Tree } from './tree.ts';

const artefacts = join(root, 'test', 'artefacts');

/** Whether pictures are kept of what goes as it should: they are for people to look at, hold nothing, and take minutes. */
export const keepsPictures = process.env.TOOLWRIGHT_PICTURES !== undefined;

/** The class that VS Code gives the window. */
const themes = { light: 'vs', dark: 'vs-dark', 'high-contrast': 'hc-black' } as const;

export type Theme = keyof typeof themes;

/** Settings by which the window has the colours that the browser prefers. */
export const followsBrowser = {
  'window.autoDetectColorScheme': true,
  'workbench.preferredLightColorTheme': 'Light 2026',
  'workbench.preferredDarkColorTheme': 'Dark 2026',
} as const;

/** The window of VS Code: what a person can see and reach in it. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async isReady(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.locator('.activitybar .action-item').first().waitFor();
  }

  /** Runs a command by the title that the palette shows: `Toolwright: Show Dependency Graph`. */
  async runCommand(title: string): Promise<void> {
    // Until the extension host stands, the palette does not know the extension's commands.
    await this.#choose('F1', `>${title}`, this.quickPick.filter({ hasText: title }).first());
  }

  /** Types into what a key opens, and clicks the row that it offers then; all of it again where that was in vain. */
  async #choose(key: string, typed: string, row: Locator): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      await this.page.keyboard.press(key);
      // The key is lost where something takes the focus away just then.
      const asked = await this.quickInput.fill(typed, { timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (!asked) continue;
      const found = await row.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      // The list is gone where something takes the focus away before the click.
      const clicked =
        found &&
        (await row.click({ timeout: 3000 }).then(
          () => true,
          () => false,
        ));
      if (clicked) return;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`nothing was offered for “${typed}”`);
  }

  /**
   * Loads the window anew by VS Code's own command, which first writes what the window looked like. A browser's reload does
   * not wait for that.
   */
  async reload(): Promise<void> {
    const anew = this.page.waitForEvent('domcontentloaded');
    await this.runCommand('Developer: Reload Window');
    await anew;
    await this.isReady();
  }

  /** What a quick pick or an input box asks for. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget input[type="text"]');
  }

  /** The rows that a quick pick offers. */
  get quickPick(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
  }

  /** Clicks a row that a quick pick offers: unlike Enter, a click cannot be lost between two quick picks. */
  async pick(text: string): Promise<void> {
    await this.quickPick.filter({ hasText: text }).first().click();
  }

  /** Opens a container of the activity bar, if it is not open. */
  async openView(container: string): Promise<void> {
    const icon = this.page.locator(`[aria-label^="${container}"]`);
    const tab = this.page.locator('.activitybar [role="tab"]').filter({ has: icon });
    await tab.waitFor();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  }

  /** Opens or closes a view of the open container, unless it is so already, as in a second try of a test. */
  async setOpen(view: string, isOpen: boolean): Promise<void> {
    const header = this.page.locator(`.pane-header[aria-label^="${view}"]`);
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) !== String(isOpen)) await header.click();
  }

  /** The tree in a view of the open container. */
  tree(view: string): Tree {
    return new Tree(this.page.locator('.sidebar'), view);
  }

  /** Opens a file by its path in the workspace. */
  async openFile(path: string): Promise<TextEditor> {
    const name = basename(path);
    // A file of that name that was open before may be offered first.
    const folder = path === name ? '' : dirname(path);
    const row = this.quickPick.filter({ hasText: name }).filter({ hasText: folder }).first();
    await this.#choose('ControlOrMeta+P', path, row);
    await this.tab(name).waitFor();
    return new TextEditor(this.page.locator('.editor-instance').first());
  }

  /** The first of that name: a second try of a test may open another one. */
  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: name }).first();
  }

  /** A button in the title of the editor that is in front. */
  editorAction(label: string): Locator {
    return this.page.locator(`.editor-group-container.active .editor-actions [aria-label^="${label}"]`).first();
  }

  /** The document inside the webview that is shown. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** A message, once it has come. Under the driver of the tests VS Code shows none of them until the list is opened. */
  async notification(text: string | RegExp): Promise<Locator> {
    await this.runCommand('Notifications: Show Notifications');
    // The newest comes first.
    const found = this.page.locator('.notifications-center .notification-list-item', { hasText: text }).first();
    await found.waitFor();
    return found;
  }

  /** A question that stands before everything else. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Answers the question that stands before everything else, by clicking. */
  async answerDialog(button: string): Promise<void> {
    await this.dialog.locator('.monaco-button', { hasText: button }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  async setTheme(theme: Theme): Promise<void> {
    const contrast = theme === 'high-contrast';
    await this.page.emulateMedia({
      colorScheme: theme === 'light' ? 'light' : 'dark',
      forcedColors: contrast ? 'active' : 'none',
    });
    await this.page.locator(`.monaco-workbench.${themes[theme]}`).waitFor();
    // The colours are there with the next frame.
    await this.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  }

  /** Keeps a picture as test/artefacts/NAME.png, where pictures are wanted. */
  async picture(name: string): Promise<void> {
    if (!keepsPictures) return;
    // What comes and goes in VS Code is faded in and out.
    await this.page.waitForTimeout(400);
    await this.screenshot(name);
  }

  /** Keeps a picture in light and one in dark, as test/artefacts/NAME-THEME.png, where pictures are wanted; dark stays. */
  async pictures(name: string): Promise<void> {
    if (!keepsPictures) return;
    for (const theme of ['light', 'dark'] as const) {
      await this.setTheme(theme);
      await this.picture(`${name}-${theme}`);
    }
  }

  /** Keeps a picture of the window as test/artefacts/NAME.png. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(artefacts, { recursive: true });
    await this.page.screenshot({ path: join(artefacts, `${name}.png`) });
  }
}
