import type { ArmFigures, RolloutAction, RolloutDecision, RolloutRule, ShareFigure } from '#protocol';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });

/** `1.09 %` */
export const percent = (share: number): string =>
  `${(share * 100).toLocaleString('en', { maximumSignificantDigits: 3 })} %`;

/** A difference of two shares. */
export const points = (share: number): string => `${percent(share).replace(' %', '')} percentage points`;

const part = ({ count, of }: Pick<ShareFigure, 'count' | 'of'>): string =>
  of === 0 ? 'none' : `${number(count)} of ${number(of)} (${percent(count / of)})`;

/** Not more than are over; a stage of a trial may be shorter than a minute. */
const minutesIn = (value: number): string =>
  (value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value)).toLocaleString('en');

const counted = (count: number, one: string): string => `${number(count)} ${one}${count === 1 ? '' : 's'}`;

interface Told {
  readonly action: RolloutAction;
  readonly policy: RolloutPolicy;
  readonly stage: RolloutStage;
  readonly next: RolloutStage | undefined;
  readonly control: ArmFigures;
  readonly candidate: ArmFigures;
  readonly evidence: RolloutDecision['evidence'];
  /** Minutes since the stage began. */
  readonly minutes: number;
  /** Requests of the new version in it, and how many of them failed. */
  readonly served: number;
  readonly failedInStage: number;
  /** What the stage says by itself speaks for harm. */
  readonly isStageAgainst: boolean;
  readonly missing: number | undefined;
  /** How many processes may have counted the same user. */
  readonly repeats: number;
  /** Users who should have got the new version, where no process has reported one: see `Evidence`. */
  readonly awaited: number;
  /** How likely an advance may be a mistake. */
  readonly doubt: number;
}

/** How strong the evidence of a rule is, and what that means. */
function strength({ evidence }: Told, rule: RolloutRule): string {
  const figure = evidence.find((one) => one.rule === rule);
  if (figure === undefined) return '';
  const { against, evidence: value, needed } = figure;
  return `The evidence against “${against}” is ${value > 1e6 ? 'more than 1,000,000' : number(value)}, and ${number(needed)} is enough: were it true, that much would be seen in at most 1 of ${number(needed)} rollouts.`;
}

/** Of the stage alone, where there were others before: a version may have become harmful in it. */
const ofStage = ({ stage, served, failedInStage, isStageAgainst, candidate }: Told, rule: RolloutRule): string => {
  if (served === 0 || served >= candidate.requests || (rule === 'no-evidence-yet' && !isStageAgainst)) return '';
  const speaks = rule === 'no-evidence-yet' ? ', which speaks against it' : '';
  return ` In the stage ${stage.name} by itself: ${part({ count: failedInStage, of: served })}${speaks}.`;
};

/** What it costs that nobody knows which users several processes have in common. */
const priceOf = (repeats: number): string =>
  repeats === 1
    ? ''
    : ` They were counted by ${number(repeats)} processes, each of which may have met the same users: that takes ${number(repeats)} times as many requests as one process would need. Where users keep to fewer processes, say so in the policy by prometheus.processesPerUser.`;

/** So many users should have got it, so to see none of them by chance is out of the question: e^-20. */
const manyAwaited = 20;

/** Why it may be that nothing is heard of the new version. */
const notBrought = (awaited: number): string =>
  awaited < manyAwaited
    ? ''
    : ` About ${number(awaited)} users should have got it by now, and no process of the app has reported one: it seems that the app does not bring it yet. Deploy the app with it; where that was done, look whether its outcomes are reported.`;

/** Whose requests are waited for: those of everybody else get the version in use, however many they are. */
const ofGroups = ({ percent, groups }: RolloutStage): string =>
  percent > 0 || groups === undefined
    ? ''
    : ` Only users of groups get it so far (${groups.join(', ')}), and only by requests that name their groups.`;

/** One text a rule: what happens, and why. */
const texts: { readonly [K in RolloutRule]: (told: Told) => string } = {
  'worse-than-control': (told) =>
    `Roll back: the new version fails more often than the one in use. Failed: ${part(told.candidate.errors)} of its requests, and ${part(told.control.errors)} of the other's.${ofStage(told, 'worse-than-control')} ${strength(told, 'worse-than-control')}`,
  'errors-above-limit': (told) =>
    `${told.action === 'roll-back' ? 'Roll back' : 'Pause and review'}: the new version fails too often. Failed: ${part(told.candidate.errors)} of its requests; the limit is ${percent(told.policy.errors.limit)}.${ofStage(told, 'errors-above-limit')} ${strength(told, 'errors-above-limit')}`,
  'slow-above-limit': (told) =>
    `Pause and review: the new version is too slow. Longer than ${number(told.policy.latency.ms)} ms: ${part(told.candidate.slow)} of its requests; the limit is ${percent(told.policy.latency.share)}. ${strength(told, 'slow-above-limit')}`,
  'opinions-below-limit': (told) =>
    `Pause and review: users do not like what the new version does. Not good: ${part(told.candidate.unhappy)} of the opinions on it; the limit is ${percent(1 - told.policy.feedback.positive)}. ${strength(told, 'opinions-below-limit')}`,
  'users-split-wrongly': (told) =>
    `Hold: users are not split as the flag says, so the two versions cannot be compared. Seen with the new version: ${counted(told.candidate.users, 'user')}, with the one in use: ${number(told.control.users)}; the flag gives it ${percent(told.stage.percent / 100)} now. Look for requests that one of them does not report. ${strength(told, 'users-split-wrongly')}`,
  'no-data': ({ stage, minutes, served, policy, awaited, missing = 0 }) =>
    `${
      served === 0
        ? `Hold: the new version has served nothing in the stage ${stage.name} for ${counted(Math.floor(minutes), 'minute')}. Without requests nothing can be decided.${ofGroups(stage)}${notBrought(awaited)}`
        : `Hold: the new version has served nothing for more than ${counted(policy.silentMinutes, 'minute')}. Without requests nothing can be decided; look whether its outcomes are still reported.`
    }${missing > 0 ? ` The stage still needs about ${counted(missing, 'request')} of it.` : ''}`,
  'signs-of-harm': ({ candidate, control, policy, evidence }) =>
    `Hold: there are signs that the new version fails more often, too weak to roll it back. Failed: ${part(candidate.errors)} of its requests, and ${part(control.errors)} of the other's. Their evidence is ${(evidence[0]?.evidence ?? 1).toLocaleString('en', { maximumFractionDigits: 1 })}; it may go on below ${number(1 / policy.advance.harm)}.`,
  'minimum-time': ({ stage, minutes }) =>
    `Hold: the stage ${stage.name} lasts ${minutesIn(stage.minutes)} ${stage.minutes === 1 ? 'minute' : 'minutes'} at least, of which ${minutesIn(minutes)} are over.`,
  'minimum-sample': ({ stage, served, missing = 0 }) =>
    `Hold: the stage ${stage.name} needs ${counted(stage.requests, 'request')} of the new version at least, and has ${number(served)}: ${number(missing)} more.`,
  'no-evidence-yet': (told) =>
    `Hold: it is not shown yet that the new version does no harm. Failed: ${part(told.candidate.errors)} of its requests; to be shown is a rate below ${percent(told.policy.errors.limit)}, or one that is not above that of the version in use by ${points(told.policy.errors.margin)}.${ofStage(told, 'no-evidence-yet')} ${told.missing === undefined ? 'As it goes, no number of requests will show it.' : `As it goes, that takes about ${number(told.missing)} more.`}${priceOf(told.repeats)}`,
  'no-harm': ({ candidate, control, next, doubt }) =>
    `${next === undefined ? 'Finish' : `Advance to ${next.name} (${next.percent} % of users)`}: the new version does no harm. Failed: ${part(candidate.errors)} of its requests${control.requests === 0 ? '' : `, and ${part(control.errors)} of the other's`}; that it fails too often, or more often than the one in use by the margin, would be taken for no harm in at most ${percent(doubt)} of rollouts.`,
};

/** The decision in words, for people. */
export function wordsFor(rule: RolloutRule, told: Told): string {
  return texts[rule](told).trimEnd();
}
