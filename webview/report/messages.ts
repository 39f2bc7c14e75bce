import type { CapabilityRow, ToReportPanel, VerificationReport } from '#protocol';
import { visible, visibleFailure } from '../ui/visible.ts';
import { visibleReport } from './model/visibleReport.ts';
import type { ReportState, ReportStore } from './state.ts';

/** Brings a message of the host into the state. */
export function receive(store: ReportStore, message: ToReportPanel): void {
  store.set(patchFor(store.get(), message));
}

function patchFor(state: ReportState, message: ToReportPanel): Partial<ReportState> {
  switch (message.type) {
    case 'report':
      return {
        row: sameRow(state.row, message.row) ? state.row : visible(message.row),
        report: sameReport(state.report, message.report) ? state.report : visibleReport(message.report),
        folder: message.folder,
        history: message.history,
        failure: undefined,
      };
    case 'busy':
      return { busy: message.step };
    case 'failed':
      return { busy: undefined, failure: visibleFailure(message) };
  }
}

/** What is the same is not drawn again: rows stay expanded, and the focus stays where it is. */
function sameReport(a: VerificationReport | undefined, b: VerificationReport | undefined): boolean {
  return a?.at === b?.at && a?.hash === b?.hash && a?.asked === b?.asked;
}

function sameRow(a: CapabilityRow | undefined, b: CapabilityRow): boolean {
  return (
    a?.name === b.name &&
    a.standing === b.standing &&
    a.reason === b.reason &&
    a.capability?.hash === b.capability?.hash &&
    a.problems.length === b.problems.length &&
    a.problems.every((problem, at) => problem.message === b.problems[at]?.message)
  );
}
