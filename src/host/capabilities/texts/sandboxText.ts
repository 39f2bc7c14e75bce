import * as l10n from '@vscode/l10n';
import type { RunnerName, SandboxStatus } from '#protocol';
import { plain } from '../../texts/markdown.ts';
import { sentences } from '../../texts/sentences.ts';

/** The sandbox as a page of Markdown: which runner serves, what holds and what does not, and the other runners. */
export function sandboxText({ guarantees, runners }: SandboxStatus): string {
  const { runner, engine, holds, gaps } = guarantees;
  const list = (lines: readonly string[]) => lines.map((line) => `- ${plain(line)}`).join('\n');
  const others = runners.map(
    ({ name, available, reason }) =>
      `| ${plain(runnerLabel(name))} | \`${name}\` | ${name === runner ? l10n.t('in use') : available ? l10n.t('available') : l10n.t('not available')} | ${plain(reason ?? '')} |`,
  );
  return [
    `# ${l10n.t('The Sandbox')}`,
    l10n.t('Capabilities run in **{0}**: {1}.', plain(runnerLabel(runner)), plain(engine)),
    ...(runner === 'wasm' ? [onlyWasm(runners)] : []),
    `## ${l10n.t('What it guarantees')}`,
    list(holds),
    `## ${l10n.t('What it does not protect from')}`,
    list(gaps),
    `## ${l10n.t('Runners on this machine')}`,
    [
      `| ${l10n.t('Runner')} | ${l10n.t('Setting')} | ${l10n.t('State')} | ${l10n.t('Why')} |`,
      '|---|---|---|---|',
      ...others,
    ].join('\n'),
    l10n.t(
      'The setting {0} chooses another one; {1} takes the strongest that works.',
      '`toolwright.sandbox.runner`',
      '`auto`',
    ),
    '',
  ].join('\n\n');
}

/** Whether capabilities run in WebAssembly for want of a Node.js that fits. */
export function isolateIsMissing({ guarantees, runners }: SandboxStatus): boolean {
  return guarantees.runner === 'wasm' && runners.some(({ name, available }) => name === 'isolate' && !available);
}

/** Where QuickJS is all there is, it is safe and slow, and there is a way to more. */
function onlyWasm(runners: SandboxStatus['runners']): string {
  const isolate = runners.find(({ name }) => name === 'isolate');
  const reason = isolate?.available === false ? (isolate.reason ?? '') : '';
  const slow = l10n.t(
    'Programs are isolated by WebAssembly here, and run some ten times slower than they could in a process of their own.',
  );
  const way = l10n.t(
    'A Node.js 24 or newer makes the isolate runner work: {0} fetches one, or put one on the PATH, or name it in the setting {1}.',
    `**${l10n.t('Toolwright: Install Sandbox Runtime')}**`,
    '`toolwright.sandbox.node`',
  );
  return isolate?.available === true ? slow : sentences(slow, plain(reason), way);
}

function runnerLabel(name: RunnerName): string {
  switch (name) {
    case 'isolate':
      return l10n.t('a process with V8 isolates');
    case 'wasm':
      return l10n.t('QuickJS in WebAssembly');
    case 'bubblewrap':
      return l10n.t('a process with V8 isolates inside bubblewrap');
    case 'container':
      return l10n.t('a process with V8 isolates inside a container');
  }
}
