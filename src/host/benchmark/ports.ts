import type { CapabilityService } from '../capabilities/sessions/capabilityService.ts';
import type { Tasks } from '../tasks.ts';
import type { BenchmarkPanel } from './panel/benchmarkPanel.ts';

/** What commands about benchmarks work with. */
export interface BenchmarkUi {
  readonly service: CapabilityService;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly panel: Pick<BenchmarkPanel, 'show' | 'compare' | 'busyWith'>;
  /** Something was measured: lenses show it. */
  readonly measured: () => void;
}
