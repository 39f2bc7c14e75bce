import type { RolloutSubject } from '#protocol';
import type { CapabilityService } from '../capabilities/sessions/capabilityService.ts';
import type { Tasks } from '../tasks.ts';
import type { RolloutService } from './sessions/rolloutService.ts';

/** What commands about rollouts work with. */
export interface RolloutUi {
  readonly service: RolloutService;
  readonly capabilities: CapabilityService;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly dashboard: {
    show(subject?: RolloutSubject): void;
    /** What is being done; nothing when it ended. */
    busyWith(step: string | undefined): void;
  };
}
