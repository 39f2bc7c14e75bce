import * as l10n from '@vscode/l10n';
import type { ExportFormat } from '#protocol';

/** How a format is offered, and what its text is. */
interface FormatWords {
  readonly label: string;
  readonly detail: string;
  readonly extension: string;
  /** Language of an editor that shows it. */
  readonly language: string;
}

/** In the order in which they are offered. */
export const formats = (): { readonly [K in ExportFormat]: FormatWords } => ({
  mermaid: { label: 'Mermaid', detail: l10n.t('Diagram for Markdown'), extension: 'mmd', language: 'mermaid' },
  dot: { label: 'GraphViz dot', detail: l10n.t('Files'), extension: 'dot', language: 'dot' },
  ddot: {
    label: l10n.t('GraphViz dot, folders'),
    detail: l10n.t('Folders instead of files'),
    extension: 'dot',
    language: 'dot',
  },
  archi: {
    label: l10n.t('GraphViz dot, architecture'),
    detail: l10n.t('High-level folders'),
    extension: 'dot',
    language: 'dot',
  },
  flat: {
    label: l10n.t('GraphViz dot, flat'),
    detail: l10n.t('Files without folder boxes'),
    extension: 'dot',
    language: 'dot',
  },
  d2: { label: 'D2', detail: l10n.t('Diagram for d2lang.com'), extension: 'd2', language: 'plaintext' },
  json: {
    label: 'JSON',
    detail: l10n.t('All of it, in the schema of dependency-cruiser'),
    extension: 'json',
    language: 'json',
  },
  html: {
    label: l10n.t('HTML matrix'),
    detail: l10n.t('Files against files, in a table'),
    extension: 'html',
    language: 'html',
  },
  csv: {
    label: l10n.t('CSV matrix'),
    detail: l10n.t('Files against files, for a spreadsheet'),
    extension: 'csv',
    language: 'plaintext',
  },
  text: { label: l10n.t('Text'), detail: l10n.t('One dependency a line'), extension: 'txt', language: 'plaintext' },
  markdown: {
    label: l10n.t('Markdown report'),
    detail: l10n.t('Rule violations, for a pull request'),
    extension: 'md',
    language: 'markdown',
  },
  err: {
    label: l10n.t('Violations, short'),
    detail: l10n.t('One violation a line'),
    extension: 'txt',
    language: 'plaintext',
  },
  'err-long': {
    label: l10n.t('Violations, long'),
    detail: l10n.t('With the reasons'),
    extension: 'txt',
    language: 'plaintext',
  },
  'err-html': {
    label: l10n.t('Violations, HTML'),
    detail: l10n.t('A page for the browser'),
    extension: 'html',
    language: 'html',
  },
  metrics: {
    label: l10n.t('Metrics'),
    detail: l10n.t('Couplings and instability'),
    extension: 'txt',
    language: 'plaintext',
  },
  teamcity: { label: 'TeamCity', detail: l10n.t('Service messages'), extension: 'txt', language: 'plaintext' },
  'azure-devops': {
    label: 'Azure DevOps',
    detail: l10n.t('Logging commands'),
    extension: 'txt',
    language: 'plaintext',
  },
  baseline: { label: l10n.t('Baseline'), detail: l10n.t('Known violations'), extension: 'json', language: 'json' },
});
