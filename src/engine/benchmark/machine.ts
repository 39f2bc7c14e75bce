import { hash } from 'node:crypto';
import { arch, cpus, platform, release } from 'node:os';
import type { Machine, RunnerGuarantees } from '#protocol';

/** What figures are measured on now. */
export function machineOf({ runner, engine }: RunnerGuarantees): Machine {
  const processors = cpus();
  const facts = {
    os: `${platform()} ${release()} ${arch()}`,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cpus: processors.length,
    node: process.versions.node,
    runner: `${runner}: ${engine}`,
  };
  return { ...facts, fingerprint: hash('sha256', JSON.stringify(facts), 'hex').slice(0, 16) };
}
