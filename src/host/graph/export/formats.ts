import { t } from '@vscode/l10n';
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
  mermaid: { label: 'Mermaid', detail: t('Diagram for Markdown'), extension: 'mmd', language: 'mermaid' },
  dot: { label: 'GraphViz dot', detail: t('Files'), extension: 'dot', language: 'dot' },
  ddot: { label: t('GraphViz dot, folders'), detail: t('Folders instead of files'), extension: 'dot', language: 'dot' },
  archi: { label: t('GraphViz dot, architecture'), detail: t('High-level folders'), extension: 'dot', language: 'dot' },
  flat: { label: t('GraphViz dot, flat'), detail: t('Files without folder boxes'), extension: 'dot', language: 'dot' },
  d2: { label: 'D2', detail: t('Diagram for d2lang.com'), extension: 'd2', language: 'plaintext' },
  json: {
    label: 'JSON',
    detail: t('All of it, in the schema of dependency-cruiser'),
    extension: 'json',
    language: 'json',
  },
  html: { label: t('HTML matrix'), detail: t('Files against files, in a table'), extension: 'html', language: 'html' },
  csv: {
    label: t('CSV matrix'),
    detail: t('Files against files, for a spreadsheet'),
    extension: 'csv',
    language: 'plaintext',
  },
  text: { label: t('Text'), detail: t('One dependency a line'), extension: 'txt', language: 'plaintext' },
  markdown: {
    label: t('Markdown report'),
    detail: t('Rule violations, for a pull request'),
    extension: 'md',
    language: 'markdown',
  },
  err: { label: t('Violations, short'), detail: t('One violation a line'), extension: 'txt', language: 'plaintext' },
  'err-long': { label: t('Violations, long'), detail: t('With the reasons'), extension: 'txt', language: 'plaintext' },
  'err-html': {
    label: t('Violations, HTML'),
    detail: t('A page for the browser'),
    extension: 'html',
    language: 'html',
  },
  metrics: { label: t('Metrics'), detail: t('Couplings and instability'), extension: 'txt', language: 'plaintext' },
  teamcity: { label: 'TeamCity', detail: t('Service messages'), extension: 'txt', language: 'plaintext' },
  'azure-devops': { label: 'Azure DevOps', detail: t('Logging commands'), extension: 'txt', language: 'plaintext' },
  baseline: { label: t('Baseline'), detail: t('Known violations'), extension: 'json', language: 'json' },
});
