import { join } from 'node:path/posix';
import { type Outcome, type Problem, ToolwrightError } from '#base';
import {
  defaultRolloutPolicy,
  type RolloutPolicy,
  readRolloutPolicy,
  rolloutPolicyFileName,
  untilItCanBeUsed,
} from '#capability/rollout';
import { readText, stampOf, systemReason } from '#workspace';

/** The rollout policy of a workspace; the default one where it has none, and no value where the file cannot be used. */
export class RolloutPolicyFile {
  readonly #file: string;
  #known: { readonly text: string; readonly outcome: Outcome<RolloutPolicy | undefined> } | undefined;
  /** What could be used last. */
  #good: RolloutPolicy | undefined;

  /** @param root the workspace folder, absolute */
  constructor(root: string) {
    this.#file = join(root, rolloutPolicyFileName);
  }

  /** As it is on the disk now. The same object as long as the file is the same. */
  read(): Outcome<RolloutPolicy | undefined> {
    const outcome = this.#read();
    this.#good = outcome.value ?? this.#good;
    return outcome;
  }

  #read(): Outcome<RolloutPolicy | undefined> {
    if (!stampOf(this.#file)) return { value: defaultRolloutPolicy, problems: [] };
    let text: string;
    try {
      text = readText(this.#file);
    } catch (error) {
      const message = `The rollout policy cannot be read: ${systemReason(error)}.`;
      const hint = `Make ${rolloutPolicyFileName} readable; ${untilItCanBeUsed}`;
      return {
        value: undefined,
        problems: [{ code: 'rollout-policy-invalid', severity: 'error', message, hint, path: rolloutPolicyFileName }],
      };
    }
    if (this.#known?.text !== text) this.#known = { text, outcome: readRolloutPolicy(text) };
    return this.#known.outcome;
  }

  /** What is wrong with it, and names of capabilities in it that nobody knows: their own rules would hold for none. */
  problems(isKnown: (name: string) => boolean): readonly Problem[] {
    const { value, problems } = this.read();
    const unknown = Object.keys(value?.capabilities ?? {}).filter((name) => !isKnown(name));
    return [
      ...problems,
      ...unknown.map((name): Problem => {
        const message = `The rollout policy has rules for ${name}, and there is no capability of that name.`;
        const hint = `Mend the name in ${rolloutPolicyFileName}; until then the rules for all hold.`;
        return { code: 'rollout-policy-unknown', severity: 'warning', message, hint, path: rolloutPolicyFileName };
      }),
    ];
  }

  /** For showing what there is, and for a person who takes back, where the team's own cannot be used. */
  orDefault(): RolloutPolicy {
    return this.read().value ?? this.#good ?? defaultRolloutPolicy;
  }

  /**
   * For watching what goes on: what could be used last, as long as the file cannot be. Other rules than the team's own take
   * nothing back by themselves.
   * @throws ToolwrightError `rollout-policy-invalid` where none could be used before
   */
  usableOrLast(): RolloutPolicy {
    return this.read().value ?? this.#good ?? this.usable();
  }

  /** @throws ToolwrightError `rollout-policy-invalid` */
  usable(): RolloutPolicy {
    const { value, problems } = this.read();
    if (value !== undefined) return value;
    const [first] = problems;
    const told = problems.map(({ message, line }) => {
      const place = line === undefined ? rolloutPolicyFileName : `${rolloutPolicyFileName}:${line}`;
      return `${message.replace(/[.]$/, '')} (${place}).`;
    });
    throw new ToolwrightError('rollout-policy-invalid', told.join(' '), {
      ...(first?.hint === undefined ? {} : { hint: first.hint }),
    });
  }
}
