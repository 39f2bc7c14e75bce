import { condensation, stronglyConnected } from '../cycles/components.ts';
import { perView } from '../model/perView.ts';
import { bitWeigher, closureBlocks } from './closure.ts';

/** For each file of a view how many others depend on it, directly and indirectly, type-only edges included. */
export const dependentCountsOf = perView((view): Int32Array => {
  const components = stronglyConnected(view.reverse);
  const sizes = new Float64Array(components.count);
  for (const component of components.of) sizes[component] = (sizes[component] as number) + 1;
  const reached = new Float64Array(components.count);
  for (const block of closureBlocks(condensation(view.reverse, components))) {
    const weigh = bitWeigher(sizes, block);
    for (let component = 0; component < components.count; component++) {
      for (let word = 0; word < block.words; word++) {
        const bits = block.rows[component * block.words + word] as number;
        if (bits !== 0) reached[component] = (reached[component] as number) + weigh(word, bits);
      }
    }
  }
  return Int32Array.from(components.of, (component) => (reached[component] as number) - 1);
});
