import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import { isPolicyBroken } from '../steps.ts';
import { capabilityNodes } from './capabilityNodes.ts';
import { CapabilityTree } from './capabilityTree.ts';
import { requestNodes } from './requestNodes.ts';

export interface CapabilityViews extends vscode.Disposable {
  /** Says something above the capabilities, for as long as they stand as they do now. */
  say(message: string): void;
}

/** The views Capabilities and Requests. Nothing is read before one of them is seen. */
export function showCapabilityViews(service: CapabilityService): CapabilityViews {
  const capabilities = new CapabilityTree(service, ({ rows, results }) => capabilityNodes(rows, results));
  const requests = new CapabilityTree(service, (folder) => requestNodes(folder.requests, folder.rows, timeText));
  const view = vscode.window.createTreeView('toolwright.capabilities', {
    treeDataProvider: capabilities,
    showCollapseAll: true,
  });
  const requestsView = vscode.window.createTreeView('toolwright.requests', { treeDataProvider: requests });
  let said: { readonly message: string; readonly of: string } | undefined;
  const show = () => {
    if (said?.of !== howTheyStand(service)) said = undefined;
    view.message = said?.message ?? policyText(service);
    const waiting = service.all.filter(({ row }) => row.standing === 'waiting').length;
    const tooltip = l10n.t('Capabilities that wait for approval: {0}', waiting);
    view.badge = waiting === 0 ? undefined : { value: waiting, tooltip };
  };
  const read = () => {
    if (view.visible || requestsView.visible) void service.readWhatIsThere();
  };
  read();
  const parts = vscode.Disposable.from(
    ...[view, requestsView, capabilities, requests],
    service.onDidChange(show),
    view.onDidChangeVisibility(read),
    requestsView.onDidChangeVisibility(read),
  );
  return {
    say: (message) => {
      said = { message, of: howTheyStand(service) };
      show();
    },
    dispose: () => parts.dispose(),
  };
}

/** What keeps all capabilities from running, where something does. */
function policyText({ folders }: CapabilityService): string {
  if (!folders.some(({ rows }) => isPolicyBroken(rows))) return '';
  return l10n.t('No capability runs: .toolwright/policy.json cannot be used. Problems says why.');
}

/** The same text for as long as no capability comes, goes, changes or is judged anew. */
function howTheyStand(service: CapabilityService): string {
  return JSON.stringify(service.all.map(({ row }) => [row.name, row.standing, row.capability?.hash, row.report?.at]));
}

/** The time of day; the date, too, where it is not today. */
function timeText(at: string): string {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  const style = today ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(vscode.env.language, style).format(date);
}
