import type { Discrimination } from '../domain/index.ts'
import { type Case, type Checked, weightOf } from './agreement.ts'

/** A fit below this is not clear enough to tell rivals apart by. */
const clear = 0.15
/** A prediction that weighs so much and came out so clearly otherwise acquits. */
const grave = 3
const clearlyNot = 0.5

/**
 * The observations on which two rivals differ: tests of which they predict different answers, and tests that they
 * predict alike of different subjects and that came out differently.
 */
export function discriminate(one: Case, rival: Case): Discrimination[] {
  return one.checked.flatMap((own): Discrimination[] => {
    const other = rival.checked.find(({ prediction }) => prediction.test === own.prediction.test)
    if (!other) return []
    const differ = own.prediction.expected !== other.prediction.expected
    const favours = favoured(own, other)
    if (!differ && favours === 'neither') return []
    return [{ rival: rival.hypothesis.id, test: own.prediction.test, favours }]
  })
}

/**
 * How much all that tells two apart weighs for the first: what each predicted of it and how clearly it came out so, less the same
 * for the rival. What acquits the rival and says nothing of the first counts too: harm that begins elsewhere than in the
 * accused, say.
 */
export function weightBetween(one: Case, rival: Case): number {
  const shared = one.checked.reduce((sum, own) => {
    const other = rival.checked.find(({ prediction }) => prediction.test === own.prediction.test)
    if (!other || favoured(own, other) === 'neither') return sum
    return sum + own.fit * weightOf(own) - other.fit * weightOf(other)
  }, 0)
  const acquittals = rival.checked.filter(
    ({ prediction, fit }) =>
      prediction.weight >= grave && fit <= -clearlyNot && !one.checked.some((own) => own.prediction.test === prediction.test)
  )
  return acquittals.reduce((sum, acquitted) => sum - acquitted.fit * weightOf(acquitted), shared)
}

function favoured(own: Checked, other: Checked): Discrimination['favours'] {
  if (own.fit >= clear && other.fit <= -clear) return 'this'
  if (other.fit >= clear && own.fit <= -clear) return 'rival'
  return 'neither'
}
