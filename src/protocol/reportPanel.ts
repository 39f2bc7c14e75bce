import * as v from 'valibot';
import { type CapabilityRow, reportFormats } from './capabilitySession.ts';
import { safetyRuleNames } from './safety.ts';
import { type VerificationReport, verificationLevels } from './verification.ts';

/** Messages between the extension host and the verification report panel. A panel that is shown again gets a full state. */

/** Host to panel. */
export type ToReportPanel =
  | {
      readonly type: 'report';
      /** The workspace folder, for the page to keep: two folders may have a capability of one name. */
      readonly folder: string;
      readonly row: CapabilityRow;
      /** The report that is shown: the latest, or an older one of the history; absent where nothing was verified. */
      readonly report: VerificationReport | undefined;
      /** Latest first. */
      readonly history: readonly VerificationReport[];
    }
  /** Work is going on; `undefined` when it ended. */
  | { readonly type: 'busy'; readonly step: string | undefined }
  | { readonly type: 'failed'; readonly message: string; readonly hint?: string };

const line = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

/** Panel to host, validated by the host: a webview is not trusted. */
export const fromReportPanelSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  /** Shows a place in index.ts of the capability. */
  v.strictObject({ type: v.literal('open-code'), line, column: v.optional(line) }),
  v.strictObject({ type: v.literal('open-examples') }),
  /** Shows the place of what is wrong with a package, by its number among the problems of the row. */
  v.strictObject({ type: v.literal('open-problem'), index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Shows the page about a rule of the static analysis. */
  v.strictObject({ type: v.literal('open-rule'), rule: v.picklist(safetyRuleNames) }),
  v.strictObject({ type: v.literal('verify'), level: v.picklist(verificationLevels) }),
  /** Asks the person for a name and a reason, in VS Code's own input boxes. */
  v.strictObject({ type: v.literal('approve') }),
  v.strictObject({ type: v.literal('export'), format: v.picklist(reportFormats) }),
  /** Shows another report of the history, by the time it was made. */
  v.strictObject({ type: v.literal('show'), at: v.pipe(v.string(), v.maxLength(64)) }),
  /** Shows what came out beside what was expected, in VS Code's diff editor. */
  v.strictObject({ type: v.literal('compare-run'), index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
]);
export type FromReportPanel = v.InferOutput<typeof fromReportPanelSchema>;
