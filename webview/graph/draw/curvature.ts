/** How far a curved edge leaves the straight line, as a share of its length. */
export const CURVATURE = 0.25;
