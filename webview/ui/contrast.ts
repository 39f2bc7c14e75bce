import { blend, type Colour } from './theme.ts';

/** What WCAG 2 asks of graphics: so much lighter or darker than what is around them. */
const LEAST_CONTRAST = 3;
const STEP = 0.1;

/**
 * An opaque colour that can be made out on a background. Themes have translucent colours that are meant for a tint
 * behind text: alone they are hardly there. Such a colour first gets more opaque, then nearer to black or white.
 *
 * @param background opaque
 */
export function readable(colour: Colour, background: Colour): Colour {
  const [red, green, blue, alpha] = colour;
  const pole: Colour = luminance(background) > 0.18 ? [0, 0, 0, 1] : [255, 255, 255, 1];
  for (let opacity = alpha; opacity < 1; opacity += STEP) {
    const tried = blend([red, green, blue, opacity], background, 1);
    if (contrast(tried, background) >= LEAST_CONTRAST) return tried;
  }
  for (let share = 0; share < 1; share += STEP) {
    const tried = blend(pole, [red, green, blue, 1], share);
    if (contrast(tried, background) >= LEAST_CONTRAST) return tried;
  }
  return pole;
}

/** Contrast of two opaque colours as WCAG 2 defines it: 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** How unlike two opaque colours look: their distance in Oklab (Ottosson 2020); black and white are 1 apart. */
export function unlikeness(a: Colour, b: Colour): number {
  const [left, right] = [oklab(a), oklab(b)];
  return Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2]);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function oklab(colour: Colour): readonly [number, number, number] {
  const [red, green, blue] = linear(colour);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** The channels of sRGB as amounts of light, 0 to 1. */
function linear([red, green, blue]: Colour): readonly [number, number, number] {
  const amount = (channel: number) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [amount(red), amount(green), amount(blue)];
}
