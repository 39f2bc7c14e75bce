import { type Ports, recordedPorts } from '#capability/sandbox';
import type { RecordedWorld } from '#protocol';

/** Seeds are whole numbers to people; the sandbox wants one from 0 up to 1. */
const seeds = 2 ** 32;

/** Stand-ins for granted functions that answer from an example's world. */
export function portsOf({ files, responses, now, seed }: RecordedWorld = {}): Ports {
  // A screen is for capabilities that look at pictures; no example can give one yet.
  const { screen: _, ...ports } = recordedPorts({
    ...(files === undefined ? {} : { files }),
    ...(responses === undefined ? {} : { responses }),
    ...(now === undefined ? {} : { now: Date.parse(now) }),
    ...(seed === undefined ? {} : { random: (((Math.trunc(seed) % seeds) + seeds) % seeds) / seeds }),
  });
  return ports;
}
