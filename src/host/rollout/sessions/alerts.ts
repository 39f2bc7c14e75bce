import type { RolloutLogEntry, RolloutStatus, RolloutSubject } from '#protocol';

/** Where the entries that a person has looked at are kept, by rollout. */
const memoryKey = 'rollouts.seen';

/** As much of VS Code's storage as is needed here. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** What the policy has done by itself against a version: a person should know. */
export function isAlarming({ by, command }: RolloutLogEntry): boolean {
  return by === 'policy' && (command === 'roll-back' || command === 'pause');
}

/** What a person has seen of what the policy did, remembered for this workspace on this machine. */
export class Alerts {
  readonly #memory: Memory;
  readonly #seen: Map<string, string>;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#seen = new Map(entriesOf(memory.get(memoryKey)));
  }

  /**
   * What the policy did last and nobody has looked at; nothing where somebody has decided something since.
   * @param folder as the host names it
   */
  of(folder: string, { name, log: [latest] }: RolloutStatus): RolloutLogEntry | undefined {
    if (latest === undefined || !isAlarming(latest)) return undefined;
    return this.#seen.get(keyOf({ folder, name })) === markOf(latest) ? undefined : latest;
  }

  /** @returns whether there was something to see */
  see(folder: string, status: RolloutStatus): boolean {
    const alert = this.of(folder, status);
    if (alert === undefined) return false;
    this.#seen.set(keyOf({ folder, name: status.name }), markOf(alert));
    void this.#memory.update(memoryKey, Object.fromEntries(this.#seen));
    return true;
  }
}

/** Numbers of the journal begin again where it had to be begun anew. */
const markOf = ({ id, at }: RolloutLogEntry): string => `${id} ${at}`;

function keyOf({ folder, name }: RolloutSubject): string {
  return JSON.stringify([folder, name]);
}

function entriesOf(stored: unknown): readonly (readonly [string, string])[] {
  if (typeof stored !== 'object' || stored === null) return [];
  return Object.entries(stored).flatMap(([key, mark]) => (typeof mark === 'string' ? [[key, mark] as const] : []));
}
