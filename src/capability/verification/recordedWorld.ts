import { type Ports, recordedPorts } from '#capability/sandbox';
import type { RecordedWorld } from '#protocol';

/** Seeds are whole numbers to people; the sandbox wants one from 0 up to 1. */
const seeds = 2 ** 32;

/** Stand-ins for granted functions that answer from an example's world; there is a screen only where it shows something. */
export function portsOf(world: RecordedWorld = {}): Ports {
  const { files, responses, now, seed, screen: pictures } = world;
  const { screen, ...ports } = recordedPorts({
    ...(pictures === undefined ? {} : { screen: pictures }),
    ...(files === undefined ? {} : { files }),
    ...(responses === undefined ? {} : { responses }),
    ...(now === undefined ? {} : { now: Date.parse(now) }),
    ...(seed === undefined ? {} : { random: (((Math.trunc(seed) % seeds) + seeds) % seeds) / seeds }),
  });
  return pictures === undefined ? ports : { ...ports, screen };
}
