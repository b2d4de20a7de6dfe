import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, rowsIn } from '../reading.ts'
import { within } from './calls.ts'
import { standing, threadDumps } from './threads-await-own-work.ts'

export const oneHolderBlocksMany: DiagnosticTest = {
  id: 'one-holder-blocks-many',
  question: 'Do many wait for what one holder or one object holds?',
  dimension: 'coverage',
  calls: (_, scene) => [...within('lock_waits', scene), ...threadDumps],
  read([locks, stacks]) {
    const told = standing(stacks)
    const one = numberIn(stacks, 'one_lock') ?? 0
    if (told?.doing === 'lock' && one >= 0.5) return yes(clearness(one, 0.3, 0.8), told.template, told.values)
    const [named, ofTop] = [numberIn(locks, 'named_waits') ?? 0, numberIn(locks, 'top_object_waits') ?? 0]
    if (named >= enoughNamed && ofTop >= 0.5 * named && has(locks, 'named_waits') && has(locks, 'top_object')) {
      return yes(clearness(ofTop / named, 0.3, 0.8), 'of {named} lock waits that name what they wait for most name {what}', {
        named: [citeFact(locks, 'named_waits'), 'integer'],
        what: [citeFact(locks, 'top_object'), 'text']
      })
    }
    const rows = rowsIn(locks)
    if (rows.length < 3 || !has(locks, 'waits')) return cannotTell('too few lock waits were logged to see a common holder')
    const share = Math.max(topShare(rows.map((row) => row.text('object'))), topShare(rows.map((row) => row.text('holder'))))
    const values: Parameters<typeof yes>[2] = has(locks, 'top_object')
      ? { waits: [citeFact(locks, 'waits'), 'integer'], what: [citeFact(locks, 'top_object'), 'text'] }
      : has(locks, 'top_holder')
        ? { waits: [citeFact(locks, 'waits'), 'integer'], what: [citeFact(locks, 'top_holder'), 'text'] }
        : {}
    if (Object.keys(values).length === 0) return cannotTell('the lock waits name neither holder nor object')
    if (share >= 0.5) return yes(clearness(share, 0.3, 0.8), 'most of {waits} lock waits are for {what}', values)
    return no(clearness(share, 0.5, 0.1), '{waits} lock waits are spread over many objects, {what} the most frequent', values)
  }
}

/** So many with a name speak for those without. */
const enoughNamed = 5

/** Share of the most frequent value among those that are named; where few are, unnamed ones count as different. */
function topShare(names: readonly (string | null)[]): number {
  const counts = new Map<string, number>()
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
  const named = names.filter((name) => name !== null).length
  return Math.max(0, ...counts.values()) / (named >= enoughNamed ? named : names.length)
}
