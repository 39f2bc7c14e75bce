import { h } from './h.ts';

export interface Checkbox {
  readonly element: HTMLElement;
  /** Sets it without telling anybody. */
  show(checked: boolean): void;
}

/** A checkbox that tells of what the user does with it, and of nothing else. */
export function checkbox(label: string, onChange: (checked: boolean) => void, title?: string): Checkbox {
  const element = h('vscode-checkbox', { title }, label);
  let shown = false;
  element.addEventListener('change', () => {
    // The toolkit's event comes for changes by code too.
    if (element.checked === shown) return;
    shown = element.checked;
    onChange(shown);
  });
  return {
    element,
    show(checked) {
      shown = checked;
      element.checked = checked;
    },
  };
}
