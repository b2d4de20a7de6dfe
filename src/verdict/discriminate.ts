import type { Discrimination } from '../domain/index.ts'
import type { Case, Checked } from './agreement.ts'

/** A fit below this is not clear enough to tell rivals apart by. */
const clear = 0.15

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

function favoured(own: Checked, other: Checked): Discrimination['favours'] {
  if (own.fit >= clear && other.fit <= -clear) return 'this'
  if (other.fit >= clear && own.fit <= -clear) return 'rival'
  return 'neither'
}
