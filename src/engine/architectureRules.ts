import { join } from 'node:path/posix';
import { type Outcome, type Problem, type TaskOptions, throwIfCancelled } from '#base';
import {
  applyBaseline,
  baselineFileName,
  type CruiseInput,
  compileRules,
  cruiseResultOf,
  defaultRules,
  type Evaluation,
  evaluateRules,
  type GraphView,
  type RuleSet,
  reachableFrom,
  rulesFileNames,
  toBaseline,
  toModules,
  toViolation,
} from '#graph';
import type { RuleReport, WorkspacePackage } from '#protocol';
import { InstalledPackages, readText, stampOf, startHelper } from '#workspace';
import type { GraphSettings } from './options.ts';

/** A rules configuration, and what it was read from. */
interface LoadedRules {
  /** Relative to the root; undefined where the default rules apply. */
  readonly path: string | undefined;
  readonly configuration: unknown;
  readonly rules: RuleSet;
  readonly problems: readonly Problem[];
  /** Changes when the file, or a file of the workspace that it loads, does. */
  readonly key: string;
}

interface Judged {
  readonly view: GraphView;
  readonly loaded: LoadedRules;
  readonly evaluation: Evaluation;
}

/** The architecture rules of a workspace, and what they say of its graph. */
export class ArchitectureRules {
  readonly #settings: GraphSettings;
  #loaded: LoadedRules | undefined;
  #judged: Judged | undefined;

  constructor(settings: GraphSettings) {
    this.#settings = settings;
  }

  async report(
    view: GraphView,
    packages: readonly WorkspacePackage[],
    task: TaskOptions,
  ): Promise<Outcome<RuleReport>> {
    const { loaded, evaluation } = await this.#judge(view, packages, task);
    const violations = evaluation.violations.map(toViolation);
    const baseline = this.#baselineText();
    const compared =
      baseline === undefined ? { violations, fixed: [], problems: [] } : applyBaseline(violations, baseline);
    return {
      value: {
        ...(loaded.path === undefined ? {} : { configuration: loaded.path }),
        violations: compared.violations,
        fixed: compared.fixed,
      },
      problems: [...loaded.problems, ...compared.problems],
    };
  }

  /** dependency-cruiser's own verdict, in a thread of its own that ends when the task is cancelled. */
  async reportByDependencyCruiser(view: GraphView, { signal, report }: TaskOptions): Promise<Outcome<RuleReport>> {
    const loaded = await this.#load(view);
    throwIfCancelled(signal);
    report?.({ step: 'Running dependency-cruiser', done: 0 });
    const helper = startHelper<CruiseInput, Outcome<RuleReport>>('cruise');
    const cancelled = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    try {
      const files = view.files.map((file) => file.path);
      const input = {
        root: this.#settings.root,
        files,
        configuration: loaded.configuration,
        path: loaded.path,
        tsConfig: this.#tsConfig(),
      };
      const [answer] = await Promise.race([helper.run(input), cancelled]);
      return answer as Outcome<RuleReport>;
    } catch (error) {
      throwIfCancelled(signal);
      throw error;
    } finally {
      helper.stop();
    }
  }

  /** The text of a baseline file with every present violation; comments of the present one are kept. */
  async baseline(view: GraphView, packages: readonly WorkspacePackage[]): Promise<string> {
    const { evaluation } = await this.#judge(view, packages, {});
    return toBaseline(evaluation.violations, this.#baselineText());
  }

  /** The graph with its violations in the form that dependency-cruiser's reporters read. */
  async cruiseResult(view: GraphView, packages: readonly WorkspacePackage[]) {
    const { loaded, evaluation } = await this.#judge(view, packages, {});
    return cruiseResultOf(evaluation, loaded.rules);
  }

  async #judge(
    view: GraphView,
    packages: readonly WorkspacePackage[],
    { signal, report }: TaskOptions,
  ): Promise<Judged> {
    const loaded = await this.#load(view);
    throwIfCancelled(signal);
    if (this.#judged?.view === view && this.#judged.loaded === loaded) return this.#judged;
    report?.({ step: 'Checking rules', done: 0 });
    const installed = new InstalledPackages(this.#settings.root);
    const facts = {
      licenceOf: (name: string, from: string) => installed.find(name, from)?.licence,
      isDeprecated: (name: string, from: string) => installed.find(name, from)?.deprecated ?? false,
    };
    const evaluation = evaluateRules(toModules(view, packages, loaded.rules, facts), loaded.rules);
    this.#judged = { view, loaded, evaluation };
    return this.#judged;
  }

  async #load(view: GraphView): Promise<LoadedRules> {
    const { root, trusted } = this.#settings;
    const path = rulesFileNames.find((name) => stampOf(join(root, name)));
    const key = path === undefined ? '' : rulesKey(root, path, view);
    if (this.#loaded?.key === key) return this.#loaded;
    const read = path === undefined ? undefined : await readRules({ root, path, trusted });
    const configuration = read?.value ?? defaultRules;
    const { value: rules, problems } = compileRules(configuration);
    this.#loaded = {
      path: read?.value === undefined ? undefined : path,
      configuration,
      rules,
      problems: [...(read?.problems ?? []), ...problems],
      key,
    };
    return this.#loaded;
  }

  #baselineText(): string | undefined {
    const { root, baseline = baselineFileName } = this.#settings;
    const path = join(root, baseline);
    return stampOf(path) ? readText(path) : undefined;
  }

  #tsConfig(): string | undefined {
    return stampOf(join(this.#settings.root, 'tsconfig.json')) ? 'tsconfig.json' : undefined;
  }
}

/** In a thread of its own: a rules file in JavaScript is loaded anew each time only by a thread that never saw it. */
async function readRules(file: { root: string; path: string; trusted: boolean }): Promise<Outcome<unknown>> {
  const helper = startHelper<typeof file, Outcome<unknown>>('rules');
  try {
    const [rules] = await helper.run(file);
    return rules as Outcome<unknown>;
  } finally {
    helper.stop();
  }
}

/** A rules file in JavaScript is in the graph itself, so the graph knows what else it loads. */
function rulesKey(root: string, path: string, view: GraphView): string {
  const id = view.idOf.get(path);
  const files =
    id === undefined ? [path] : [path, ...reachableFrom(view.all, id).map((other) => view.file(other).path)];
  return files.map((file) => `${file}:${JSON.stringify(stampOf(join(root, file)) ?? null)}`).join('\n');
}
