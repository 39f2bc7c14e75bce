import { createEdgeCurveProgram } from '@sigma/edge-curve';
import type Sigma from 'sigma';
import { createEdgeArrowProgram, EdgeLineProgram, type EdgeProgramType, EdgeRectangleProgram } from 'sigma/rendering';
import { CURVATURE } from './curvature.ts';
import type { EdgeAttributes, EdgeType, NodeAttributes } from './sigmaGraph.ts';

/** A picture that takes longer than this to move is moved without its edges. */
const SLOW_FRAME_MS = 40;
const STANDSTILL_MS = 120;

/**
 * Lets edges go while the camera moves, on machines that are too slow to draw them all: sigma's own setting for it
 * hides them on fast machines too, and works through the whole graph again after every drag.
 */
export interface QuietEdges {
  /** Edge programs by the type of edge: `thin` is the cheapest, `fine` is smooth, `arrow` and `curve` have heads. */
  readonly programs: Record<EdgeType, Program>;
  /** Watches the camera; to be called once, when the renderer is there. */
  attach(sigma: Sigma): void;
  /** Other edges are shown: they may be faster or slower to draw than those before. */
  reset(): void;
}

type Program = EdgeProgramType<NodeAttributes, EdgeAttributes>;

const HEAD = { lengthToThicknessRatio: 3.5, widenessToThicknessRatio: 2.5 };

export function quietEdges(): QuietEdges {
  let moving = false;
  let slowFrames = 0;
  let lastFrame = 0;
  const skip = () => moving && slowFrames > 1;

  return {
    programs: {
      thin: skippable(EdgeLineProgram, skip),
      fine: skippable(EdgeRectangleProgram, skip),
      curve: skippable(
        createEdgeCurveProgram({ defaultCurvature: CURVATURE, arrowHead: { ...HEAD, extremity: 'target' } }),
        skip,
      ),
      arrow: skippable(createEdgeArrowProgram(HEAD), skip),
    },
    reset() {
      slowFrames = 0;
    },
    attach(sigma) {
      let standstill: ReturnType<typeof setTimeout> | undefined;
      sigma.getCamera().on('updated', () => {
        if (!moving) lastFrame = 0;
        moving = true;
        clearTimeout(standstill);
        standstill = setTimeout(() => {
          const skipped = skip();
          moving = false;
          if (skipped) sigma.scheduleRender();
        }, STANDSTILL_MS);
      });
      sigma.on('afterRender', () => {
        const now = performance.now();
        if (moving && lastFrame > 0 && now - lastFrame > SLOW_FRAME_MS) slowFrames++;
        lastFrame = now;
      });
    },
  };
}

function skippable(Program: Program, skip: () => boolean): Program {
  return class extends Program {
    override render(params: Parameters<InstanceType<Program>['render']>[0]): void {
      if (!skip()) super.render(params);
    }
  };
}
