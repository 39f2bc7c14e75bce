import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { RuntimeOffer } from '#engine';
import { setting } from '../../settings.ts';
import { bytes as sizeOf } from '../../texts/quantities.ts';
import type { CapabilityUi } from '../ports.ts';

/** What the commands about the sandbox's Node.js work with. */
export type RuntimeUi = Pick<CapabilityUi, 'service' | 'tasks' | 'runtimes'>;

/** Fetches a Node.js for the sandbox from the npm registry, after the user was told what comes from where, and agreed. */
export async function installRuntime({ service, tasks, runtimes }: RuntimeUi): Promise<void> {
  const offer = await tasks.run(l10n.t('Asking the npm registry for a Node.js'), (options) => runtimes.offer(options));
  const fetchIt = l10n.t('Fetch and Install');
  const question = l10n.t('Fetch Node.js {0} for the sandbox?', offer.version);
  const named = setting('sandbox.node').trim();
  const detail = consentText(offer, runtimes.folder, named);
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, fetchIt)) !== fetchIt) return;
  await tasks.run(l10n.t('Installing Node.js {0} for the sandbox', offer.version), (options) =>
    runtimes.install(offer, options),
  );
  if (named !== '') {
    const settings = vscode.workspace.getConfiguration('toolwright');
    await settings.update('sandbox.node', undefined, vscode.ConfigurationTarget.Global);
  }
  service.reopen();
  const show = l10n.t('Show Sandbox Status');
  const done = l10n.t('Node.js {0} is installed for the sandbox.', offer.version);
  // Nobody waits for the answer.
  void vscode.window.showInformationMessage(done, show).then((chosen) => {
    if (chosen === show) void vscode.commands.executeCommand('toolwright.capabilities.showSandbox');
  });
}

/** What is fetched, from where, how large it is, where it goes, and what becomes of a Node.js that was named. */
function consentText(offer: RuntimeOffer, folder: string, named: string): string {
  const { name, version, registry, bytes, tarball } = offer;
  const elsewhere = tarball.startsWith(registry) ? [] : [l10n.t('The file itself lies at {0}.', tarball)];
  const size =
    bytes === undefined
      ? l10n.t('The registry does not tell its size; it is some 50 MB.')
      : l10n.t('It has {0}, and takes about three times as much when it is unpacked.', sizeOf(bytes));
  const reset =
    named === '' ? [] : [l10n.t('The setting toolwright.sandbox.node, which names {0}, is cleared.', named)];
  return [
    l10n.t('The package {0} {1} is fetched from {2}.', name, version, registry),
    ...elsewhere,
    size,
    l10n.t('It is checked against the SHA-512 that the registry tells, and one program of it is put into {0}.', folder),
    l10n.t('Capabilities then run in a process of that program, each in a V8 isolate of its own.'),
    ...reset,
  ].join('\n\n');
}

/** Removes what was fetched. The sandbox then runs on whatever else there is. */
export async function removeRuntime({ service, runtimes }: RuntimeUi): Promise<void> {
  const [installed] = await runtimes.installed();
  if (installed === undefined) {
    void vscode.window.showInformationMessage(l10n.t('No Node.js was fetched for the sandbox.'));
    return;
  }
  const remove = l10n.t('Remove');
  const question = l10n.t('Remove Node.js {0}, which was fetched for the sandbox?', installed.version);
  const detail = l10n.t('It lies in {0}. “Toolwright: Install Sandbox Runtime” fetches it again.', runtimes.folder);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
  // A program that runs cannot be removed everywhere.
  await Promise.all(service.folders.map((folder) => folder.reopen()));
  await runtimes.remove();
  void vscode.window.showInformationMessage(l10n.t('Node.js {0} was removed.', installed.version));
}
