import { flagFileText, flagOf, readFlagFile } from '#capability/rollout';
import { percentile } from '../statistics.ts';

const percents = [1, 10, 25, 50, 100];
const timed = 400_000;

/** Keys as apps have them, a fifth of them beyond ASCII. */
const forms: readonly ((n: number) => string)[] = [
  (n) => `user-${n}`,
  (n) => `user${n}@example.com`,
  (n) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
  (n) => `${n}`,
  (n) => `Zoë 語 🙂 ${n}`,
];

const keyOf = (n: number): string => (forms[n % forms.length] as (typeof forms)[number])(n);

/** Whether users are split as the percentages say and nobody is lost while they grow, and what a routed request costs. */
export function measureRouting(ids: number, print: (line: string) => void) {
  const routers = percents.map(routerOf);
  const got = percents.map(() => 0);
  let lost = 0;
  for (let n = 0; n < ids; n++) {
    let had = false;
    for (const [at, router] of routers.entries()) {
      const has = router.route({ targetingKey: keyOf(n) }).variant === 'candidate';
      if (has) got[at] = (got[at] ?? 0) + 1;
      if (had && !has) lost++;
      had = has;
    }
  }
  const sigmas = percents.map((percent, at) => {
    const share = percent / 100;
    const deviation = Math.sqrt(ids * share * (1 - share));
    return deviation === 0 ? (got[at] ?? 0) - ids : ((got[at] ?? 0) - ids * share) / deviation;
  });
  const maxSigma = Math.max(...sigmas.map(Math.abs));
  print(
    `routing: ${ids} users, at most ${maxSigma.toFixed(2)} sigma from 1, 10, 25, 50, 100 %; ${lost} lost while it grew`,
  );
  const cost = timeRouting();
  print(
    `routing: ${cost.p50Ns} ns median of a call, without the ${cost.clockNs} ns that it takes to look at the clock; ${cost.p99Ns} ns 99th percentile, with them`,
  );
  return { ...cost, ids, maxSigma: Number(maxSigma.toFixed(2)), lost };
}

/** The median is without the clock's own time, of which a look takes about as long as a call; the 99th percentile has it. */
function timeRouting(): { readonly p50Ns: number; readonly p99Ns: number; readonly clockNs: number } {
  const router = routerOf(10);
  const contexts = Array.from({ length: 10_000 }, (_, n) => ({ targetingKey: keyOf(n) }));
  const times = new Array<number>(timed);
  const looks = new Array<number>(timed);
  let candidates = 0;
  // The first half warms up.
  for (let n = -timed; n < timed; n++) {
    const context = contexts[(n + timed) % contexts.length] ?? {};
    const began = performance.now();
    const { variant } = router.route(context);
    const ended = performance.now();
    const look = performance.now() - ended;
    if (variant === 'candidate') candidates++;
    if (n < 0) continue;
    times[n] = (ended - began) * 1e6;
    looks[n] = look * 1e6;
  }
  if (candidates === 0) throw new Error('Nobody was routed to the candidate.');
  const clockNs = Math.round(percentile(looks, 0.5));
  const p50Ns = Math.round(percentile(times, 0.5)) - clockNs;
  return { p50Ns, p99Ns: Math.round(percentile(times, 0.99)), clockNs };
}

function routerOf(percent: number) {
  const text = flagFileText({ 'iso-dates': flagOf({ stable: '1.0.0', candidate: '2.0.0', percent }) });
  const router = readFlagFile(text).routers.get('iso-dates');
  if (router === undefined) throw new Error('The flag was not read.');
  return router;
}
