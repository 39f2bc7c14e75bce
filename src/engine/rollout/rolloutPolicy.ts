import { join } from 'node:path/posix';
import { messageOf, type Outcome, ToolwrightError } from '#base';
import {
  defaultRolloutPolicy,
  type RolloutPolicy,
  readRolloutPolicy,
  rolloutPolicyFileName,
} from '#capability/rollout';
import { readText, stampOf } from '#workspace';

/** The rollout policy of a workspace; the default one where it has none, and no value where the file cannot be used. */
export class RolloutPolicyFile {
  readonly #file: string;
  #known: { readonly text: string; readonly outcome: Outcome<RolloutPolicy | undefined> } | undefined;

  /** @param root the workspace folder, absolute */
  constructor(root: string) {
    this.#file = join(root, rolloutPolicyFileName);
  }

  /** As it is on the disk now. The same object as long as the file is the same. */
  read(): Outcome<RolloutPolicy | undefined> {
    const text = this.#text();
    if (text === undefined) return { value: defaultRolloutPolicy, problems: [] };
    if (this.#known?.text !== text) this.#known = { text, outcome: readRolloutPolicy(text) };
    return this.#known.outcome;
  }

  /** For showing what there is, and for taking back, where the team's own cannot be used. */
  orDefault(): RolloutPolicy {
    return this.read().value ?? defaultRolloutPolicy;
  }

  /** @throws ToolwrightError `rollout-policy-invalid` */
  usable(): RolloutPolicy {
    const { value, problems } = this.read();
    if (value !== undefined) return value;
    const [first] = problems;
    const told = problems.map(
      ({ message, line }) => `${message.replace(/[.]$/, '')} (${rolloutPolicyFileName}:${line}).`,
    );
    throw new ToolwrightError('rollout-policy-invalid', told.join(' '), {
      ...(first?.hint === undefined ? {} : { hint: first.hint }),
    });
  }

  #text(): string | undefined {
    if (!stampOf(this.#file)) return undefined;
    try {
      return readText(this.#file);
    } catch (error) {
      throw new ToolwrightError('rollout-policy-invalid', `The rollout policy cannot be read: ${messageOf(error)}`, {
        hint: `Look at ${rolloutPolicyFileName}.`,
        cause: error,
      });
    }
  }
}
