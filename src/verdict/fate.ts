import type { Discrimination, GateResult, JudgedHypothesis, Objection, ScalingTest, Score } from '../domain/index.ts'
import { type Case, heartOf } from './agreement.ts'
import { weightBetween } from './discriminate.ts'
import { lowered } from './objections.ts'
import { ofOneChange, saysWhy } from './one-story.ts'
import { endedWithRemedyOf, plainlyEnded } from './score.ts'

/** A case with everything that decides on it. */
export interface Scored extends Case {
  /** As the tests give it. Objections are counted only where they take away: see `standingOf`. */
  readonly score: Score
  readonly objections: readonly Objection[]
  readonly gates: readonly GateResult[]
  readonly discriminations: readonly Discrimination[]
}

/** Below this a hypothesis is not believed: the odds are three to two at the least. */
export const acceptable = 0.6
/** How far the leader must lead. */
const leastMargin = 0.1
/**
 * Enough where what the explanation stands on is seen whole and no other comes near: it happened, nothing else accounts for the
 * harm, and what keeps its score low is circumstance that was not seen or is told badly. Never enough for a demand surge, whose
 * heart (that more came) is seen in many an incident that it did not cause.
 */
const enoughAlone = 0.33
/** So far must one lead that stands alone. */
const farAhead = 0.2
/** A rival as near as this must be told apart by an observation, not by points. */
const near = 0.3
/** Below this nothing worth naming speaks for it. */
const unsupported = 0.35

const passes = ({ gates }: Scored): boolean => gates.every(({ passed }) => passed)

/** Two of one class about different work may both be true; so may anything that no shared observation excludes. */
export function excludes(one: Scored, other: Scored): boolean {
  if (one.hypothesis.category !== other.hypothesis.category) return true
  return one.hypothesis.subject.operation === other.hypothesis.subject.operation
}

/**
 * Leader first: gates, then score, then order of proposal. What says why goes before what says where, if it explains as much.
 */
export function ranked(cases: readonly Scored[]): Scored[] {
  const order = [...cases].sort((a, b) => Number(passes(b)) - Number(passes(a)) || b.score.total - a.score.total)
  const [where] = order
  const why = where && order.find((one) => passes(one) && saysWhy(one, where) && isAsGood(one, where))
  return why ? [why, ...order.filter((one) => one !== why)] : order
}

const isAsGood = (one: Scored, other: Scored): boolean =>
  one.score.total >= acceptable && other.score.total - one.score.total < leastMargin

type Lack = 'no-hypothesis' | 'score' | 'margin' | 'date' | 'discrimination' | 'capacity'

/** Why a leader may not be accepted, as a part of a sentence. */
export const whatLacks: Readonly<Record<Lack, string>> = {
  'no-hypothesis': 'none could be proposed',
  score: 'too little speaks for it',
  margin: 'a rival explains the materials as well',
  date: 'a rival explains far more, and only its date speaks against it',
  discrimination: 'no observation tells it from a rival that is near',
  capacity: 'nothing shows, or something denies, that more capacity would have prevented it'
}

export interface Standing {
  readonly leader: Scored | undefined
  /** The best rival that the leader excludes, gates passed. */
  readonly runnerUp: Scored | undefined
  readonly margin: number
  /** Null when the leader may be accepted; else what it lacks. */
  readonly lacks: Lack | null
}

/**
 * Whether the leader may be accepted: believed, ahead, also of what fell by its date alone, and told apart by an observation from
 * every rival that is near. That demand outgrew capacity is concluded only where something
 * shows that more capacity would have prevented the harm, and nothing that it would not have.
 */
export function standingOf(order: readonly Scored[], scaling: Pick<ScalingTest, 'parts'>): Standing {
  const leader = order.find(passes)
  if (!leader) return { leader: undefined, runnerUp: undefined, margin: 0, lacks: 'no-hypothesis' }
  const rivals = order.filter((other) => other !== leader && passes(other) && excludes(leader, other) && !saysWhy(leader, other))
  const runnerUp = rivals[0]
  // Objections may keep a leader from being accepted; they never put another in its place.
  const total = lowered(leader.score, leader.objections).total
  const margin = total - (runnerUp?.score.total ?? 0)
  const lacks = (): Lack | null => {
    const late = order.filter((other) => fellByDate(other) && excludes(leader, other))
    if (total < (standsAlone(leader, total, [...rivals, ...late]) ? enoughAlone : acceptable)) return 'score'
    if (margin < leastMargin) return 'margin'
    if (late.some((other) => other.score.total - total >= leastMargin)) return 'date'
    if (rivals.some((rival) => keepsUndecided(leader, rival))) return 'discrimination'
    const isSurge = leader.hypothesis.category === 'demand-surge'
    const says = (side: 'for' | 'against'): boolean => scaling.parts.some(({ answer }) => answer === side)
    return isSurge && (!says('for') || says('against')) ? 'capacity' : null
  }
  return { leader, runnerUp, margin, lacks: lacks() }
}

/** Whether nothing of whose heart anything is seen comes near an explanation whose heart is seen whole. */
function standsAlone({ hypothesis, checked }: Scored, total: number, others: readonly Scored[]): boolean {
  const isFarAhead = others.every((other) => !isSeen(other) || total - other.score.total >= farAhead)
  return hypothesis.category !== 'demand-surge' && isFarAhead && heartOf(checked).every(({ fit }) => fit > 0)
}

/** Sources are sparse and coarse: what only its date speaks against may be dated badly, which is no proof of something else. */
function fellByDate({ gates }: Scored): boolean {
  const failed = gates.filter(({ passed }) => !passed)
  return failed.length === 1 && failed[0]?.gate === 'cause-before-effect'
}

/** What is rejected because nothing worth naming speaks for it keeps nobody undecided. */
function keepsUndecided(leader: Scored, rival: Scored): boolean {
  return (
    rival.score.total >= unsupported &&
    isNear(leader, rival) &&
    isSeen(rival) &&
    !ofOneChange(leader, rival) &&
    !toldApart(leader, rival)
  )
}

const isNear = (leader: Scored, rival: Scored): boolean => leader.score.total - rival.score.total < near

/**
 * Something of what it stands on most is seen. Of what could be so and of which nothing is seen (locks that nobody logged)
 * no observation can tell the leader apart; its bounded score and the margin are what keep it from being believed.
 */
const isSeen = ({ checked }: Scored): boolean => heartOf(checked).some(({ fit }) => fit > 0)

/** What was observed weighs more for the leader than for the rival, or harm plainly ended with what ends the one and not the other. */
export const toldApart = (leader: Scored, rival: Scored): boolean =>
  weightBetween(leader, rival) > 0 || (endedWithRemedyOf(leader) >= plainlyEnded && endedWithRemedyOf(rival) < plainlyEnded)

/** What becomes of each: one accepted at most; beside it whatever is believed and not excluded. */
export function fateOf(one: Scored, standing: Standing): JudgedHypothesis['fate'] {
  if (!passes(one)) return 'rejected'
  const { leader, lacks } = standing
  if (lacks !== null || !leader) return one.score.total < unsupported ? 'rejected' : 'open'
  if (one === leader) return 'accepted'
  if (!excludes(leader, one) || ofOneChange(leader, one) || saysWhy(leader, one) || saysWhy(one, leader))
    return one.score.total >= acceptable ? 'contributing' : one.score.total < unsupported ? 'rejected' : 'open'
  return toldApart(leader, one) || one.score.total < unsupported ? 'rejected' : 'open'
}
