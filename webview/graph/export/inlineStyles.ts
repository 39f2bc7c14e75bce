/** What makes an SVG look as it does on the page. */
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'opacity',
  'display',
];

/** A copy of a picture that needs no style sheet: every element carries the style that it has on the page. */
export function inlineStyles(picture: SVGSVGElement): SVGSVGElement {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, index) => {
    const original = originals[index];
    if (original === undefined || !(element instanceof SVGElement)) return;
    const style = getComputedStyle(original);
    for (const property of properties) element.style.setProperty(property, style.getPropertyValue(property));
  });
  for (const sheet of copy.querySelectorAll('style')) sheet.remove();
  // Its own size, whatever room the page had for it.
  const { width, height } = picture.viewBox.baseVal;
  copy.setAttribute('width', String(Math.ceil(width)));
  copy.setAttribute('height', String(Math.ceil(height)));
  copy.style.backgroundColor = getComputedStyle(document.body).backgroundColor;
  return copy;
}
