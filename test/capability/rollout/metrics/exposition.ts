import { labelsOf } from '../../../../src/capability/rollout/decision/labels.ts';
import type { Arm } from '../../../../src/capability/rollout/decision/request.ts';
import { KnownUsers } from '../../../../src/capability/rollout/decision/users.ts';

const bounds = [0.01, 0.05, 0.1, 0.5] as const;

/** What a process of an app exports, in Prometheus's text format: counted as the runtime library counts. */
export class Exposition {
  readonly #values = new Map<string, number>();
  readonly #users = new KnownUsers();

  request(key: string, arm: Arm, outcome: string, seconds: number): void {
    const user = this.#users.of(key);
    const own = user.of[arm];
    const { stratum, speaks } = labelsOf(user, own);
    const labels = this.#labels(arm);
    const failed = outcome !== 'served';
    this.#add(`toolwright_requests_total{${labels},outcome="${outcome}",stratum="${stratum}",speaks="${speaks}"}`);
    for (const le of [...bounds.map(String), '+Inf']) {
      const bucket = `toolwright_request_duration_seconds_bucket{${labels},speaks="${speaks}",le="${le}"}`;
      this.#add(bucket, le === '+Inf' || seconds <= Number(le) ? 1 : 0);
    }
    own.requests++;
    user.requests++;
    if (failed) user.errors++;
    user.lastFailed = failed;
  }

  opinion(arm: Arm, rating: string): void {
    this.#add(`toolwright_feedback_total{${this.#labels(arm)},rating="${rating}",speaks="0"}`);
  }

  text(): string {
    return [...this.#values].map(([name, value]) => `${name} ${value}\n`).join('');
  }

  #labels(arm: Arm): string {
    const [version, variant] = arm === 'candidate' ? ['2.0.0', 'candidate'] : ['1.0.0', 'stable'];
    return `capability="say \\"hi\\"",version="${version}",variant="${variant}"`;
  }

  #add(name: string, by = 1): void {
    this.#values.set(name, (this.#values.get(name) ?? 0) + by);
  }
}
