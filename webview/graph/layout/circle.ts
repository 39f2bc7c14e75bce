/** A node while it is laid out: its circle, relative to the middle of its folder. */
export interface Circle {
  x: number;
  y: number;
  r: number;
}
