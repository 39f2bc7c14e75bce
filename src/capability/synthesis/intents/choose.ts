import { createRouter, type Router } from '#capability/router';
import type { Capability, Route } from '#protocol';
import type { Asked } from './propose.ts';

/** What intents are held against. */
export interface Surroundings {
  /** The other capabilities of the workspace. */
  readonly others: readonly Capability[];
  /** Requests that are served today. */
  readonly served: readonly Asked[];
}

/** The intents that are left of those that were proposed. */
export interface ChosenIntents {
  readonly intents: readonly string[];
  /** Requests that another capability serves today, and would no longer. None of the intents is at fault: its title is. */
  readonly stolen: readonly { readonly text: string; readonly from: string }[];
}

/** Ways of asking that a capability has at most; each makes every request dearer to route. */
const mostIntents = 20;

/**
 * Those of the intents by which a capability takes no request from another one: with it added, the router has to lead
 * every request that is served today to whom it leads today, neither to the new one nor to nobody, because two fit.
 */
export function chosenIntents(capability: Capability, { others, served }: Surroundings): ChosenIntents {
  const today = createRouter(others);
  const kept = served.flatMap((asked) => {
    const route = routed(today, asked);
    return route.kind === 'matched' ? [{ asked, from: route.name }] : [];
  });
  let intents = capability.manifest.intents.slice(0, mostIntents);
  for (;;) {
    const router = createRouter([...others, withIntents(capability, intents)]);
    const stolen = kept.flatMap(({ asked, from }) => {
      const route = routed(router, asked);
      return route.kind === 'matched' && route.name === from ? [] : [{ text: asked.text, from, route }];
    });
    const blamed = new Set(stolen.flatMap(({ route }) => intentIn(route, capability.name) ?? []));
    const left = intents.filter((intent) => !blamed.has(intent));
    if (left.length === intents.length || left.length === 0) {
      return { intents, stolen: stolen.map(({ text, from }) => ({ text, from })) };
    }
    intents = left;
  }
}

/** Of the requests for a capability those that do not lead to it. Of one that was recorded without its input no input is asked for. */
export function unserved(capability: Capability, requests: readonly Asked[], others: readonly Capability[]): Asked[] {
  const router = createRouter([...others, capability]);
  return requests.filter((asked) => {
    const route = routed(router, asked);
    const isClear = route.kind === 'matched' || (route.kind === 'error' && asked.input === undefined);
    return !isClear || route.name !== capability.name;
  });
}

function withIntents(capability: Capability, intents: readonly string[]): Capability {
  return { ...capability, manifest: { ...capability.manifest, intents } };
}

function routed(router: Router, { text, input }: Asked): Route {
  return router.route({ text, ...(input === undefined ? {} : { input }), user: { id: '' }, origin: 'editor' });
}

/** The intent by which a request led, or nearly led, to a capability. */
function intentIn(route: Route, name: string): string | undefined {
  if (route.kind === 'matched') return route.name === name ? route.match.intent : undefined;
  return route.kind === 'error' ? undefined : route.guesses.find((guess) => guess.name === name)?.intent;
}
