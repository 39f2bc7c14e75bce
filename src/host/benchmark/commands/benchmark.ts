import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import type { BenchmarkOptions, LoadPlan } from '#protocol';
import { capabilityFor, subjectOf } from '../../capabilities/commands/subject.ts';
import type { BenchmarkUi } from '../ports.ts';
import { toldTo } from './progress.ts';

type LoadModel = LoadPlan['model'];

/** Calls a second, or users: each step doubles the one before. */
const levels: { readonly [M in LoadModel]: readonly number[] } = {
  // Until one is not kept up with: what serves hundreds of calls a second is quick enough for an editor.
  open: [5, 10, 20, 40, 80, 160, 320, 640],
  // Each step ends with the answers that its users wait for: many would wait long for slow ones.
  closed: [1, 2, 4, 8, 16, 32],
};
const secondsOfLoad = 24;
const thinkMs = 100;

/** Measures a capability, and shows what came of it. Other extensions give options beside the name, and are not asked. */
export async function benchmarkCapability(ui: BenchmarkUi, argument: unknown, folderUri: unknown): Promise<void> {
  const at = await capabilityFor(ui.service, argument, folderUri, {
    title: l10n.t('Benchmark Capability'),
    accepts: ({ row }) => (row.capability?.examples.length ?? 0) > 0,
    none: l10n.t('There is no capability with examples'),
  });
  if (at === undefined) return;
  const { folder, row } = at;
  const options = givenOptions(argument) ?? (await pickOptions(row.name));
  if (options === undefined) return;
  ui.panel.show(subjectOf(at));
  const title = l10n.t('Benchmarking {0}', row.name);
  try {
    await ui.tasks.run(title, ({ signal, report }) =>
      folder.session.benchmark(row.name, {
        ...options,
        signal,
        report: toldTo(ui.panel, { step: title, names: [row.name] }, report),
      }),
    );
  } finally {
    ui.panel.busyWith(undefined);
  }
  ui.measured();
  ui.panel.show(subjectOf(at));
}

/**
 * How much other extensions want measured, as `{ seconds, resources, load }`: `true` is calls that arrive at rates, `'users'` users
 * who wait for their answers. All steps of a load share the seconds.
 */
function givenOptions(argument: unknown): BenchmarkOptions | undefined {
  if (!isRecord(argument) || typeof argument.seconds !== 'number' || !(argument.seconds > 0)) return undefined;
  const { seconds, resources, load } = argument;
  return {
    ...{ seconds, resources: resources === true },
    ...(load === true ? { load: loadOf('open', seconds) } : {}),
    ...(load === 'users' ? { load: loadOf('closed', seconds) } : {}),
  };
}

/** @param seconds of all steps at most */
function loadOf(model: LoadModel, seconds = secondsOfLoad): LoadPlan {
  const secondsEach = Math.min(secondsOfLoad, seconds) / levels[model].length;
  return model === 'open'
    ? { model, rates: levels.open, secondsEach }
    : { model, users: levels.closed, thinkMs, secondsEach };
}

async function pickOptions(name: string): Promise<BenchmarkOptions | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly options: BenchmarkOptions })[] = [
    {
      label: l10n.t('Latency'),
      detail: l10n.t('How long calls take; half a minute at most'),
      options: {},
    },
    {
      label: l10n.t('Latency and Memory'),
      detail: l10n.t('And garbage collections, and whether calls leave something behind in memory'),
      options: { resources: true },
    },
    {
      label: l10n.t('Latency, Memory and Load'),
      detail: l10n.t('And how many calls a second it keeps up with; another half a minute at most'),
      options: { resources: true, load: loadOf('open') },
    },
    {
      label: l10n.t('Latency, Memory and Users'),
      detail: l10n.t('And how long 1 to 32 users wait who think 0.1 s between calls; half a minute more'),
      options: { resources: true, load: loadOf('closed') },
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Benchmark {0}', name),
    placeHolder: l10n.t('What is to be measured?'),
  });
  return picked?.options;
}
