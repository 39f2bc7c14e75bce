import { contrast, readable, unlikeness } from '../../ui/contrast.ts';
import { blend, type Colour, css, type Theme } from '../../ui/theme.ts';

/** CSS colours of everything that is drawn, worked out once a theme. */
export interface Palette {
  /** By colour group, and for files without one: as they are, and faded into the background. */
  readonly groups: readonly string[];
  readonly fadedGroups: readonly string[];
  readonly neutral: string;
  readonly fadedNeutral: string;
  readonly selected: string;
  readonly cycle: string;
  readonly dependency: string;
  readonly dependent: string;
  readonly way: string;
  readonly label: string;
  readonly halo: string;
  readonly regionFill: string;
  readonly regionLine: string;
  readonly regionLabel: string;
  readonly hoverBackground: string;
  readonly hoverBorder: string;
  readonly background: string;
  readonly fontFamily: string;
  /** Of an edge that nothing is said about; how much of it is drawn depends on how many there are. */
  readonly edge: Colour;
}

const FADED = 0.22;
/** In Oklab: nothing else may be taken for the red of cycles, and no group for another. */
const UNLIKE_CYCLES = 0.13;
const UNLIKE_EACH_OTHER = 0.07;

export function paletteOf(theme: Theme): Palette {
  const { background, foreground, highContrast } = theme;
  const solid = (colour: Colour) => css(blend(colour, background, 1));
  const faded = (colour: Colour) => css(blend(colour, background, highContrast ? 0.4 : FADED));
  const cycle = readable(theme.error, background);
  const charts = theme.charts.map((colour) => readable(colour, background));
  const groups = toldApart(charts, cycle);
  const [blue, , orange, purple, yellow] = charts;
  // Thin lines want the stronger of the two.
  const dependent = [orange, yellow]
    .filter((colour): colour is Colour => colour !== undefined && unlikeness(colour, cycle) >= UNLIKE_CYCLES)
    .toSorted((a, b) => contrast(b, background) - contrast(a, background))[0];
  const neutral = readable(theme.muted, background);
  return {
    groups: groups.map(solid),
    fadedGroups: groups.map(faded),
    neutral: solid(neutral),
    fadedNeutral: faded(neutral),
    selected: solid(foreground),
    cycle: solid(cycle),
    dependency: solid(blue ?? foreground),
    dependent: solid(dependent ?? foreground),
    way: solid(purple ?? foreground),
    label: solid(foreground),
    halo: css(background, 0.85),
    regionFill: css(foreground, highContrast ? 0 : 0.035),
    regionLine: css(foreground, highContrast ? 0.45 : 0.1),
    regionLabel: solid(highContrast ? foreground : theme.muted),
    hoverBackground: solid(theme.hoverBackground),
    hoverBorder: solid(theme.hoverBorder),
    background: css(background),
    fontFamily: theme.fontFamily,
    edge: foreground,
  };
}

/** Those that are neither like the colour of cycles nor like one before them. */
function toldApart(colours: readonly Colour[], cycle: Colour): Colour[] {
  const kept: Colour[] = [];
  for (const colour of colours) {
    if (unlikeness(colour, cycle) < UNLIKE_CYCLES) continue;
    if (kept.every((other) => unlikeness(colour, other) >= UNLIKE_EACH_OTHER)) kept.push(colour);
  }
  return kept;
}

/** Many edges lie over each other: the more there are, the fainter is each. */
export function edgeOpacity(edges: number): number {
  return Math.min(0.4, Math.max(0.015, 6 / Math.sqrt(Math.max(1, edges)) - 0.01));
}

/** The colour of a file of a group (-1 for none). */
export function groupColour(palette: Palette, group: number, faded: boolean): string {
  const [groups, neutral] = faded ? [palette.fadedGroups, palette.fadedNeutral] : [palette.groups, palette.neutral];
  return groups[group] ?? neutral;
}
