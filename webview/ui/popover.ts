import { type Child, h, icon } from './h.ts';

export interface PopoverOptions {
  /** The button's words; shown, unless there is only room for the icon. */
  readonly label: string;
  readonly icon: string;
  /** `secondary` where it is left out. */
  readonly appearance?: 'primary' | 'secondary';
}

export interface Popover {
  /** The button, with what it opens. */
  readonly element: HTMLElement;
  /** Changes the button's words: `Filter (2)`. */
  relabel(label: string): void;
}

const GAP_PX = 4;

/** A button that opens a small surface below it. Escape and a click elsewhere close it, as the platform does. */
export function popover(options: PopoverOptions, content: (close: () => void) => readonly Child[]): Popover {
  // Not a span: the toolkit's button takes spans for icons.
  const words = h('div', { class: 'label' }, options.label);
  const surface = h('div', { class: 'popover', popover: 'auto', role: 'group', 'aria-label': options.label });
  // A press on the button closes an open surface before the click comes, which must not open it again.
  let closedByPress = false;
  const button = h(
    'vscode-button',
    {
      appearance: options.appearance ?? 'secondary',
      'aria-haspopup': 'true',
      'aria-expanded': 'false',
      'aria-label': options.label,
      title: options.label,
      on: {
        pointerdown: () => {
          closedByPress = surface.matches(':popover-open');
        },
        click: () => {
          if (!closedByPress) surface.togglePopover();
          closedByPress = false;
        },
      },
    },
    icon(options.icon, 'start'),
    words,
  );
  surface.append(...content(() => surface.hidePopover()).filter((child) => child !== undefined));
  surface.addEventListener('toggle', (event) => {
    const open = (event as ToggleEvent).newState === 'open';
    button.setAttribute('aria-expanded', String(open));
    if (open) place(surface, button);
  });
  return {
    element: h('div', { class: 'popover-anchor' }, button, surface),
    relabel(label) {
      words.textContent = label;
      button.setAttribute('aria-label', label);
      button.title = label;
    },
  };
}

/** Below the button, inside the window. */
function place(surface: HTMLElement, button: HTMLElement): void {
  const box = button.getBoundingClientRect();
  const left = Math.min(box.left, window.innerWidth - surface.offsetWidth - GAP_PX);
  surface.style.left = `${Math.max(GAP_PX, left)}px`;
  surface.style.top = `${box.bottom + GAP_PX}px`;
}
