import type { Locator } from 'playwright-core';

/** A text editor. Only lines that are scrolled into view exist. */
export class TextEditor {
  readonly #editor: Locator;

  constructor(editor: Locator) {
    this.#editor = editor;
  }

  line(text: string | RegExp): Locator {
    return this.#editor.locator('.view-line', { hasText: text }).first();
  }

  codeLens(text: string | RegExp): Locator {
    return this.#editor.locator('.codelens-decoration a', { hasText: text }).first();
  }

  /** Moves the mouse over some text, and gives what appears. */
  async hover(text: string): Promise<Locator> {
    await this.#editor.locator('.view-line span', { hasText: text }).last().hover();
    const card = this.#editor.page().locator('.monaco-hover:not(.hidden) .hover-contents');
    await card.first().waitFor();
    return card;
  }
}
