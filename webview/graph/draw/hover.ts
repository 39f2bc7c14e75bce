import type { NodeHoverDrawingFunction } from 'sigma/rendering';
import { FILE_PX } from './names.ts';
import type { Palette } from './palette.ts';
import type { EdgeAttributes, NodeAttributes } from './sigmaGraph.ts';

const PADDING_PX = 6;
const HEIGHT_PX = 22;

/** Draws the name of the file under the pointer on a small surface, as the editor's hovers look. */
export function hoverDrawer(palette: () => Palette): NodeHoverDrawingFunction<NodeAttributes, EdgeAttributes> {
  return (context, { label, x, y, size }) => {
    const { fontFamily, hoverBackground, hoverBorder, label: colour, selected } = palette();
    context.beginPath();
    context.arc(x, y, size + 2.5, 0, 2 * Math.PI);
    context.lineWidth = 1.5;
    context.strokeStyle = selected;
    context.stroke();
    if (!label) return;
    context.font = `${FILE_PX}px ${fontFamily}`;
    const width = context.measureText(label).width + 2 * PADDING_PX;
    // On the other side where there is no room.
    const onRight = x + size + PADDING_PX + width < context.canvas.clientWidth;
    const left = onRight ? x + size + PADDING_PX : x - size - PADDING_PX - width;
    context.beginPath();
    context.roundRect(left, y - HEIGHT_PX / 2, width, HEIGHT_PX, 3);
    context.fillStyle = hoverBackground;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = hoverBorder;
    context.stroke();
    context.fillStyle = colour;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(label, left + PADDING_PX, y);
  };
}
