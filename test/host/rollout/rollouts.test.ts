import { expect, test } from 'vitest';
import { abVerdict } from '#capability/rollout';
import type { RolloutLogEntry, RolloutStatus } from '#protocol';
import { alertText, noticeOf } from '../../../src/host/rollout/alertText.ts';
import { Alerts } from '../../../src/host/rollout/sessions/alerts.ts';
import { type RolloutNode, rolloutNodes } from '../../../src/host/rollout/tree/rolloutNodes.ts';
import { rollouts } from '../../webview/rollout/rollouts.ts';

const { running, rolledBack, tested, notStarted } = rollouts;
const folder = 'file:///shop';

function memory() {
  const kept = new Map<string, unknown>();
  return {
    get: (key: string) => structuredClone(kept.get(key)),
    update: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
  };
}

/** The same rollout after something else was decided. */
function after(status: RolloutStatus, entry: Partial<RolloutLogEntry>): RolloutStatus {
  const [latest] = status.log;
  return { ...status, log: [{ ...(latest as RolloutLogEntry), id: 99, ...entry }, ...status.log] };
}

test('what the policy took back or paused alarms until somebody has looked at it, also after the window was closed', () => {
  const storage = memory();
  const alerts = new Alerts(storage);
  expect(alerts.of(folder, running), 'the policy let it advance').toBeUndefined();
  expect(alerts.of(folder, after(running, { command: 'pause', by: 'Ada' })), 'a person did it').toBeUndefined();
  expect(alerts.of(folder, after(running, { command: 'pause' }))?.id).toBe(99);
  expect(alerts.of(folder, rolledBack)?.command).toBe('roll-back');
  expect(alerts.of(folder, after(rolledBack, { command: 'start', by: 'Ada' })), 'decided since').toBeUndefined();

  expect(alerts.see(folder, rolledBack)).toBe(true);
  expect(alerts.see(folder, rolledBack)).toBe(false);
  expect(new Alerts(storage).of(folder, rolledBack)).toBeUndefined();
  expect(new Alerts(storage).of('file:///other', rolledBack), 'another folder').toBeDefined();
  expect(alerts.of(folder, after(rolledBack, {})), 'it happened again').toBeDefined();
  const anew = after(rolledBack, { id: 1, at: '2027-01-01T00:00:00.000Z' });
  expect(alerts.of(folder, anew), 'in a journal that was begun anew').toBeDefined();
});

test('the alert names one rollout or counts several; a reason brings no link and no markup into it', () => {
  const [entry] = rolledBack.log as [RolloutLogEntry];
  expect(alertText([])).toBeUndefined();
  expect(alertText([entry])).toMatchObject({ text: '$(discard) sum-invoices 2.0.0 was rolled back', isGrave: true });
  const paused: RolloutLogEntry = { ...entry, command: 'pause', reason: '**[here](command:evil)**' };
  expect(alertText([paused])).toMatchObject({ text: '$(debug-pause) sum-invoices 2.0.0 was paused', isGrave: false });
  expect(alertText([paused])?.tooltip).not.toContain('](command');
  expect(alertText([paused, entry])).toMatchObject({ text: '$(discard) 2 rollouts were stopped', isGrave: true });
  expect(noticeOf(paused)).not.toContain('](command');
  expect(noticeOf({ ...entry, reason: entry.decision?.words ?? '' })).toBe(
    "sum-invoices 2.0.0 was rolled back: the new version fails more often than the one in use. Failed: 9 of 31 (29 %) of its requests, and 31 of 2,900 (1.07 %) of the other's.",
  );
});

test('rollouts are listed by how much they need a person, and say what can be done to them', () => {
  const nodes = rolloutNodes([notStarted, rolledBack, tested, running]);
  const line = ({ label, description = '' }: RolloutNode) => `${label} | ${description}`;
  expect(nodes.map(line)).toEqual([
    'iso-dates | beta · 10 % of users · 1.0.0 → 2.0.0',
    'title-case | Paused · comparison · 50 % of users · 3.0.0 → 3.1.0',
    'sum-invoices | Rolled back · 2.0.0',
    'Not started | 1',
  ]);
  expect(nodes.map(({ is }) => is?.join(' '))).toEqual([
    'rollout can-advance can-pause can-roll-back',
    'rollout can-resume can-roll-back',
    'rollout can-start',
    undefined,
  ]);
  expect(nodes[0]?.children?.map(line)).toEqual([
    'Stages | 2 of 5',
    'Failed | new 1.1 % · in use 1.1 %',
    expect.stringMatching(/^The policy says \| Hold: it is not shown yet/),
    'Last decided by | the policy · It does no harm.',
  ]);
  const stageIcons = nodes
    .slice(0, 3)
    .map(
      ({ children = [] }) =>
        children.find(({ label }) => label === 'Stages')?.children?.map(({ icon }) => icon.name) ?? [],
    );
  expect(stageIcons[0]?.slice(0, 3)).toEqual(['pass-filled', 'circle-large-filled', 'circle-large']);
  expect(stageIcons[1], 'it does not go on there').toEqual(['debug-pause']);
  expect(stageIcons[2]?.slice(0, 2)).toEqual(['discard', 'circle-large']);
  expect(nodes[1]?.children?.[0]?.label).toBe('Prometheus does not answer');
  expect(rolloutNodes([notStarted])[0], 'nothing else to see').toMatchObject({ label: 'Not started', open: true });
});

test('the A/B test that panels are tried with says what the product says of its figures', () => {
  const ab = { percent: 50, minutes: 0, requests: 0, metric: 'errors', margin: 0.02 } as const;
  expect(tested.decision && abVerdict(tested.decision, { ab }, tested.stable)).toEqual(tested.verdict);
});
