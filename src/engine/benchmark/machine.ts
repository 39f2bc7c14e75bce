import { hash } from 'node:crypto';
import os from 'node:os';
import { hardwareOf, type Machine, type RunnerGuarantees } from '#protocol';

/** What figures are measured on now. */
export function machineOf({ runner, engine }: RunnerGuarantees): Machine {
  const facts = { ...hardwareOf(os), node: process.versions.node, runner: `${runner}: ${engine}` };
  return { ...facts, fingerprint: hash('sha256', JSON.stringify(facts), 'hex').slice(0, 16) };
}
