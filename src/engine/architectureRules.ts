import { join } from 'node:path/posix';
import { type Outcome, type TaskOptions, throwIfCancelled } from '#base';
import {
  compareWithKnown,
  cruiseInThread,
  cruiseResultOf,
  type Evaluation,
  evaluateRules,
  type GraphView,
  knownViolations,
  type RuleSet,
  toBaseline,
  toModules,
  toViolation,
} from '#graph';
import { baselineFileName, type ExportFormat, type RuleReport, type Violation, type WorkspacePackage } from '#protocol';
import { InstalledPackages, modifiedOf, readText, stampOf } from '#workspace';
import type { GraphSettings } from './options.ts';
import { type CurrentRules, RulesConfiguration } from './rulesConfiguration.ts';

interface Judged {
  readonly view: GraphView;
  readonly rules: RuleSet;
  readonly evaluation: Evaluation;
}

/** The architecture rules of a workspace, and what they say of its graph. */
export class ArchitectureRules {
  readonly #settings: GraphSettings;
  readonly #configuration: RulesConfiguration;
  #judged: Judged | undefined;

  constructor(settings: GraphSettings) {
    this.#settings = settings;
    this.#configuration = new RulesConfiguration(settings);
  }

  /** The violations that Toolwright finds, those of the baseline marked as known. */
  async report(
    view: GraphView,
    packages: readonly WorkspacePackage[],
    task: TaskOptions,
  ): Promise<Outcome<RuleReport>> {
    const current = await this.#configuration.current(view, task);
    const { violations } = this.#judge(view, packages, current.rules, task);
    return this.#reportOf(current, violations.map(toViolation));
  }

  /** dependency-cruiser's own verdict, compared with the same baseline. */
  async reportByDependencyCruiser(view: GraphView, task: TaskOptions): Promise<Outcome<RuleReport>> {
    const current = await this.#configuration.current(view, task);
    throwIfCancelled(task.signal);
    task.report?.({ step: 'Running dependency-cruiser', done: 0 });
    const input = {
      root: this.#settings.root,
      files: view.files.map((file) => file.path),
      configuration: current.configuration,
      tsConfig: stampOf(join(this.#settings.root, 'tsconfig.json')) ? 'tsconfig.json' : undefined,
    };
    const { value, problems } = await cruiseInThread(input, task);
    // It tells of bad rules itself; what could not be loaded it never saw.
    const { problems: untold } = current.origin === 'defaults' ? current : { problems: [] };
    return this.#reportOf({ ...current, problems: [...untold, ...problems] }, value);
  }

  /** The text of a baseline file with every present violation; comments of the present one are kept. */
  async baseline(view: GraphView, packages: readonly WorkspacePackage[], task: TaskOptions): Promise<string> {
    const { rules } = await this.#configuration.current(view, task);
    const { violations } = this.#judge(view, packages, rules, task);
    return toBaseline(violations, this.#hasBaseline() ? this.#baselineText() : undefined);
  }

  /**
   * The graph with its violations in the form that dependency-cruiser's reporters read: those of the baseline are
   * ignored, except where a new baseline is written.
   */
  async cruiseResult(view: GraphView, packages: readonly WorkspacePackage[], format: ExportFormat, task: TaskOptions) {
    const { rules } = await this.#configuration.current(view, task);
    const evaluation = this.#judge(view, packages, rules, task);
    return cruiseResultOf(evaluation, rules, format === 'baseline' ? undefined : this.#known().value);
  }

  #judge(
    view: GraphView,
    packages: readonly WorkspacePackage[],
    rules: RuleSet,
    { signal, report }: TaskOptions,
  ): Evaluation {
    throwIfCancelled(signal);
    if (this.#judged?.view === view && this.#judged.rules === rules) return this.#judged.evaluation;
    report?.({ step: 'Checking rules', done: 0 });
    const installed = new InstalledPackages(this.#settings.root);
    const facts = {
      licenceOf: (name: string, from: string) => installed.find(name, from)?.licence,
      isDeprecated: (name: string, from: string) => installed.find(name, from)?.deprecated ?? false,
    };
    const evaluation = evaluateRules(toModules(view, packages, rules, facts), rules);
    this.#judged = { view, rules, evaluation };
    return evaluation;
  }

  /** @param violations undefined where none were sought: nothing can be said of the baseline then */
  #reportOf(
    { path, origin, problems }: CurrentRules,
    violations: readonly Violation[] | undefined,
  ): Outcome<RuleReport> {
    const known = this.#known();
    return {
      value: {
        ...(path === undefined ? {} : { configuration: path }),
        evaluated: origin,
        ...(violations ? compareWithKnown(violations, known.value) : { violations: [], fixed: [] }),
      },
      problems: [...problems, ...known.problems],
    };
  }

  #known(): Outcome<ReadonlySet<string>> {
    const { baseline = baselineFileName } = this.#settings;
    return this.#hasBaseline()
      ? knownViolations(() => this.#baselineText(), baseline)
      : { value: new Set(), problems: [] };
  }

  #hasBaseline(): boolean {
    return modifiedOf(this.#baselinePath()) !== undefined;
  }

  /** @throws Error where it cannot be read */
  #baselineText(): string {
    return readText(this.#baselinePath());
  }

  #baselinePath(): string {
    const { root, baseline = baselineFileName } = this.#settings;
    return join(root, baseline);
  }
}
