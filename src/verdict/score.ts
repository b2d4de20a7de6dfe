import { cellOf, Dimension, type Evidence, renderStatement, type Score, type Statement } from '../domain/index.ts'
import { type Case, type Checked, heartOf, weightOf } from './agreement.ts'
import { diagnosticTest } from './tests/index.ts'

/** Log-odds that a dimension is worth when everything in it agrees clearly. What a cause does counts twice when it acts. */
const weights: Record<Dimension, number> = {
  mechanism: 1.6,
  discrimination: 1.6,
  precedence: 0.8,
  coverage: 0.8,
  'dose-response': 0.8,
  intervention: 0.8
}
/** Log-odds of a hypothesis of which nothing is known: about one in six, a handful of classes being usual. */
const prior = -1.6
/** A test that could not tell weighs this much of one that told nothing: absence of evidence is a doubt, not a refutation. */
const silence = 0.5
/** Of another explanation's sign hardly anybody writes down that it was not there: that nothing is said of it is half the doubt. */
const silenceOfOthers = 0.25

/**
 * Points per dimension are the weighted mean fit of its predictions; the total is the logistic of prior and weighted
 * points (weight of evidence, Good 1950; averaged within a dimension, because tests of one dimension are not
 * independent), times the share of the hypothesis's own sentences that the evidence carries.
 */
export function scoreOf(one: Case, evidence: readonly Evidence[]): Score {
  const dimensions: Score['dimensions'] = {
    precedence: pointsOf(one, 'precedence'),
    mechanism: pointsOf(one, 'mechanism'),
    coverage: pointsOf(one, 'coverage'),
    discrimination: pointsOf(one, 'discrimination'),
    'dose-response': pointsOf(one, 'dose-response'),
    intervention: pointsOf(one, 'intervention')
  }
  const circumstances = Dimension.options.reduce(
    (sum, dimension) => sum + weights[dimension] * (dimensions[dimension] ?? 0),
    prior
  )
  const ended = endedWithRemedyOf(one)
  const logOdds = circumstances + seenHeart * leastClearOf(one) + seenToEnd * ended
  const bounded = Math.min(logOdds, boundOf(one, ended), boundOfCoverage(dimensions.coverage))
  const groundedness = groundednessOf([one.hypothesis.statement, one.hypothesis.mechanism], evidence)
  return { total: rounded(groundedness / (1 + Math.exp(-bounded))), dimensions, groundedness }
}

/** Log-odds of a hypothesis whose heart came out otherwise: about one in four, whatever else fits. */
const heartless = -1.1

/** Log-odds of a heart that is seen whole and clearly: it is what the explanation says happened, where the rest goes with it. */
const seenHeart = 0.5

/** How clearly the least clear part of the heart is seen, 0–1. */
const leastClearOf = ({ checked }: Case): number => Math.max(0, Math.min(1, ...heartOf(checked).map(({ fit }) => fit)))

/**
 * Log-odds of harm that was plainly seen to end with what ends a cause of the class: no measurement of what went wrong is as direct
 * as what made it stop. About twelve to one; on seven sets of incidents that were looked at 22 of 24 such were of the true class.
 */
const seenToEnd = 2.5

/** How plainly harm ended with what ends a cause of this class, 0–1. */
export const endedWithRemedyOf = ({ checked }: Case): number =>
  Math.max(
    0,
    checked.find(({ prediction }) => prediction.test === 'ended-with-its-remedy' && prediction.expected === 'yes')?.fit ?? 0
  )

/** So plainly does one thing end harm beside which little else happened. */
export const plainlyEnded = 0.6
/** "Nothing tells of it" comes out no more clearly than this; what is seen to be otherwise does. */
const absent = 0.6
/** Log-odds of a heart that is not seen where harm ended with its remedy: two to one, and three to two where nothing tells of it. */
const [unseenButEnded, absentButEnded] = [0.8, 0.5]

/**
 * What an explanation stands on most bounds it: any of it unseen, it may be as likely as not and never more; seen to be otherwise,
 * it is unlikely, however well what it shares with its rivals fits. What was taken away as harm ended acted, though nobody measured how.
 */
function boundOf({ checked }: Case, ended: number): number {
  const least = Math.min(...heartOf(checked).map(({ fit }) => fit))
  if (least > 0) return Infinity
  if (ended < plainlyEnded) return least < 0 ? heartless : 0
  return least < -absent ? heartless : ended * (least < 0 ? absentButEnded : unseenButEnded)
}

/** What clearly explains a small part of the harm only may belong to it, and is at most as likely as not its cause. */
const boundOfCoverage = (points: number | null): number => (points !== null && points <= -0.5 ? 0 : Infinity)

function pointsOf({ checked }: Case, dimension: Dimension): number | null {
  const own = checked.filter(({ prediction }) => diagnosticTest(prediction.test)?.dimension === dimension)
  if (!own.some(({ fit }) => fit !== 0)) return null
  const sum = own.reduce((total, one) => total + one.fit * weightOf(one), 0)
  const whole = own.reduce((total, one) => total + weightOf(one) * (one.fit === 0 ? silenceOf(one) : 1), 0)
  return rounded(sum / whole)
}

const silenceOf = ({ prediction }: Checked): number => (prediction.expected === 'no' ? silenceOfOthers : silence)

/** Share of the statements that cite something and whose citations all resolve to the values they quote. */
export function groundednessOf(statements: readonly Statement[], evidence: readonly Evidence[]): number {
  const byId = new Map(evidence.map((one) => [one.id, one]))
  return rounded(statements.filter((statement) => isCarried(statement, byId)).length / Math.max(1, statements.length))
}

function isCarried(statement: Statement, byId: ReadonlyMap<string, Evidence>): boolean {
  const citations = Object.values(statement.values).map(({ citation }) => citation)
  if (citations.length + statement.supports.length === 0) return false
  if (statement.supports.some((id) => !byId.has(id))) return false
  const hold = citations.every((citation) => {
    const carrier = byId.get(citation.evidence)
    return carrier !== undefined && Object.is(cellOf(carrier, citation), citation.value)
  })
  return hold && rendersAgain(statement)
}

function rendersAgain(statement: Statement): boolean {
  try {
    return renderStatement(statement) === statement.text
  } catch {
    return false
  }
}

/** Three decimals: enough to rank by, and the same on every machine. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000 + 0
