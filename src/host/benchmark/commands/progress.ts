import * as l10n from '@vscode/l10n';
import type { Progress, ReportProgress } from '#base';
import type { BenchmarkWork } from '#protocol';
import { joined, number } from '../../texts/quantities.ts';
import type { BenchmarkUi } from '../ports.ts';

/** Every call is reported: a page that draws each of them would be measured, too. */
const everyMs = 500;

/** Tells the panel how far it is, and whoever else wants to know. @param work with the title as its step */
export function toldTo(
  panel: BenchmarkUi['panel'],
  work: BenchmarkWork,
  report: ReportProgress | undefined,
): ReportProgress {
  panel.busyWith(work);
  let told = 0;
  return (progress) => {
    report?.(progress);
    const now = Date.now();
    if (now - told < everyMs) return;
    told = now;
    panel.busyWith({ ...work, step: joined([work.step, placeOf(progress)]) });
  };
}

function placeOf({ step, done, total }: Progress): string {
  return total === undefined ? step : l10n.t('{0} ({1} of {2} at most)', step, number(done), number(total));
}
