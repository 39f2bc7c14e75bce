import { h } from './h.ts';

/** A link that does something in this panel. */
export function link(text: string, onClick: () => void, title?: string): HTMLElement {
  const open = (event: Event) => {
    event.preventDefault();
    onClick();
  };
  return h('vscode-link', { href: '#', title, on: { click: open } }, text);
}
