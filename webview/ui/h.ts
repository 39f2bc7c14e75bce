/** What an element is made with: `on` holds listeners, everything else is an attribute. */
export interface Props {
  readonly on?: { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
  readonly [attribute: string]: unknown;
}

export type Child = Node | string | undefined;

/**
 * Makes an element with attributes, listeners and children.
 * An attribute whose value is `undefined` or `false` is left out; `true` makes it an empty one.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') continue;
    setAttribute(element, name, value);
  }
  for (const [type, listener] of Object.entries(props.on ?? {})) {
    element.addEventListener(type, listener as EventListener);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Sets or removes an attribute by the rules of {@link h}. */
export function setAttribute(element: Element, name: string, value: unknown): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

/** A codicon; hidden from screen readers, for what it stands for is said by the control that it is in. */
export function icon(name: string, slot?: string): HTMLElement {
  return h('span', { class: `codicon codicon-${name}`, 'aria-hidden': 'true', slot });
}
