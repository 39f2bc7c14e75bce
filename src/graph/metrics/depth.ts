import { componentsOf, condensation } from '../cycles/components.ts';
import { perView } from '../model/perView.ts';

/** The longest chain of imports below each file; going through a cycle counts as one step. */
export const depthsOf = perView((view): Int32Array => {
  const components = componentsOf(view);
  const size = new Int32Array(components.count);
  for (const component of components.of) (size[component] as number)++;
  const depth = new Int32Array(components.count);
  condensation(view.all, components).forEach((successors, component) => {
    let below = 0;
    for (const successor of successors) below = Math.max(below, 1 + (depth[successor] as number));
    depth[component] = below + ((size[component] as number) > 1 ? 1 : 0);
  });
  return components.of.map((component) => depth[component] as number);
});
