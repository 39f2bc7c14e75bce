import { type Child, h } from './h.ts';

export interface Section {
  readonly element: HTMLElement;
  /** Shows this content; nothing hides the section. */
  show(content: readonly Child[] | undefined, note?: string): void;
}

/** A part of a page under a heading of its own. @param id where links of the head lead to */
export function createSection(id: string, title: string): Section {
  const note = h('span', { class: 'amount' });
  const body = h('div', { class: 'section-body' });
  const element = h(
    'section',
    { id, 'aria-labelledby': `${id}-title`, tabindex: '-1', hidden: true },
    h('h2', { id: `${id}-title` }, title, note),
    body,
  );
  return {
    element,
    show(content, words) {
      element.hidden = content === undefined;
      note.textContent = words ?? '';
      body.replaceChildren(...(content ?? []).filter((child) => child !== undefined));
    },
  };
}

/** Scrolls to a section and puts the focus there. */
export function goTo(id: string): void {
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: 'start' });
  section?.focus({ preventScroll: true });
}
