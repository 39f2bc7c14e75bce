import type { Locator } from 'playwright-core';

/** A tree view. Only rows that are scrolled into view exist. */
export class Tree {
  readonly #sidebar: Locator;
  readonly #pane: Locator;
  readonly #view: string;

  constructor(sidebar: Locator, view: string) {
    this.#sidebar = sidebar;
    this.#pane = sidebar.locator('.pane', { has: sidebar.page().locator(`.pane-header[aria-label^="${view}"]`) });
    this.#view = view;
  }

  get rows(): Locator {
    return this.#pane.locator('.monaco-list-row');
  }

  row(label: string | RegExp): Locator {
    return this.rows.filter({ hasText: label }).first();
  }

  /** The visible rows as text, label and description together, once there is one. */
  async texts(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows.locator('.monaco-tl-contents').allInnerTexts();
  }

  /** Shows the children of a row. */
  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    const isClosed = async () => (await row.getAttribute('aria-expanded')) === 'false';
    // VS Code closes a row again that is opened while the rest of the tree is still being drawn.
    for (let tries = 0; tries < 5 && (await isClosed()); tries++) {
      await row.locator('.monaco-tl-twistie').click();
      await row.page().waitForTimeout(500);
    }
  }

  /** A button of the view's title bar; the title bar is the container's where there is one view alone. */
  action(label: string): Locator {
    return this.#sidebar.locator(`[aria-label$="${this.#view} actions"] [aria-label^="${label}"]`);
  }

  /** The words of an empty view. */
  get welcome(): Locator {
    return this.#pane.locator('.welcome-view-content');
  }
}
