import type { WatchEvent } from '#engine/local';
import { counted } from '../output/text.ts';
import { problemText } from './problemText.ts';

type Of<Kind extends WatchEvent['kind']> = Extract<WatchEvent, { readonly kind: Kind }>;

/** What a controller tells, in a line or a few. */
export function watchText(event: WatchEvent): string {
  switch (event.kind) {
    case 'watching':
      return watching(event);
    case 'waiting':
      return 'Another controller leads; waiting to take over.';
    case 'leading':
      return leading(event);
    case 'done': {
      const { name, command, version, by, reason } = event.entry;
      return `${name}: ${command} ${version}, by ${by}: ${reason}`;
    }
    case 'decided':
      return `${event.name}: ${event.decision.words}${event.isForPerson ? ' By its strategy a person takes this step.' : ''}`;
    case 'problem':
      return problemText(event.problem);
    case 'over':
      return event.message;
  }
}

function watching({ flags, source, every, policy }: Of<'watching'>): string {
  const decides = policy === undefined ? 'The default policy decides' : `${policy} decides`;
  return `Watching ${flags}. ${decides}, by what ${source} tells, every ${counted(every / 1000, 'second')}.`;
}

function leading({ goingOn }: Of<'leading'>): string {
  if (goingOn.length === 0) return 'Leading. No rollout goes on.';
  const all = goingOn.map(({ name, candidate, state, stage, percent, groups }) => {
    const users = [...groups, ...(percent > 0 || groups.length === 0 ? [`${percent} % of users`] : [])].join(', ');
    return `${name} ${candidate} (${state === 'paused' ? 'paused in ' : ''}${stage}: ${users})`;
  });
  return `Leading. Going on: ${all.join('; ')}.`;
}
