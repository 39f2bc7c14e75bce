/** The editor's colours, read from its CSS variables, for what is drawn on a canvas. */
export interface Theme {
  readonly highContrast: boolean;
  readonly background: Colour;
  readonly foreground: Colour;
  readonly muted: Colour;
  readonly focus: Colour;
  readonly error: Colour;
  readonly hoverBackground: Colour;
  readonly hoverBorder: Colour;
  /** The editor's colours for charts, and those of the terminal that are like none of them. Some are translucent. */
  readonly charts: readonly Colour[];
  readonly fontFamily: string;
}

/** Channels 0 to 255, alpha 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const chartVariables = [
  ...['blue', 'green', 'orange', 'purple', 'yellow'].map((name) => `--vscode-charts-${name}`),
  '--vscode-terminal-ansiCyan',
  '--vscode-terminal-ansiMagenta',
];

/** Reads the theme that the page has now. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const foreground = parseColour(style.getPropertyValue('--vscode-foreground')) ?? [128, 128, 128, 1];
  const read = (variable: string, otherwise: Colour = foreground): Colour =>
    parseColour(style.getPropertyValue(variable)) ?? otherwise;
  const background = read('--vscode-editor-background', [0, 0, 0, 0]);
  return {
    highContrast: /high-contrast/.test(document.body.className),
    background,
    foreground,
    muted: read('--vscode-descriptionForeground'),
    focus: read('--vscode-focusBorder'),
    error: read('--vscode-errorForeground'),
    hoverBackground: read('--vscode-editorHoverWidget-background', background),
    hoverBorder: read('--vscode-editorHoverWidget-border'),
    charts: chartVariables.map((variable) => read(variable)),
    fontFamily: style.getPropertyValue('--vscode-font-family') || 'sans-serif',
  };
}

/** Calls the listener whenever the user switches to another theme. */
export function watchTheme(listener: (theme: Theme) => void): void {
  const observer = new MutationObserver(() => listener(readTheme()));
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}

/** Parses `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()`: the forms that VS Code writes. */
export function parseColour(text: string): Colour | undefined {
  const value = text.trim();
  const hex = /^#([0-9a-f]{3,8})$/i.exec(value)?.[1];
  if (hex !== undefined) {
    const long = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const channel = (at: number) => Number.parseInt(long.slice(at, at + 2), 16);
    return [channel(0), channel(2), channel(4), long.length === 8 ? channel(6) / 255 : 1];
  }
  const [red, green, blue, alpha] =
    /^rgba?\((.*)\)$/
      .exec(value)?.[1]
      ?.split(/[\s,/]+/)
      .map(Number) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return [red, green, blue, alpha ?? 1];
}

/** CSS for a colour, its alpha multiplied by `opacity`. */
export function css([red, green, blue, alpha]: Colour, opacity = 1): string {
  return `rgba(${red}, ${green}, ${blue}, ${Math.round(alpha * opacity * 1000) / 1000})`;
}

/** `share` of the colour over a background, as an opaque colour. */
export function blend(colour: Colour, background: Colour, share: number): Colour {
  const weight = colour[3] * share;
  const mix = (at: 0 | 1 | 2) => Math.round(colour[at] * weight + background[at] * (1 - weight));
  return [mix(0), mix(1), mix(2), 1];
}

/** The user asked their system for less motion. */
export function reducedMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
