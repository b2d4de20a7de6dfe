import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, type Row } from '../reading.ts'
import { compared } from './calls.ts'
import { fewRuns, medianOf, otherRows, ownRow, riseOf } from './operation-rows.ts'
import { readsAlike, readsMore, readsRise, readsValues, saidOfReads } from './reads-of.ts'

/** Starvation and surges slow everything alike; a factor of 3 over the typical other operation is no longer alike. */
const apart = 3
const alike = 1.5

export const oneOperationStandsOut: DiagnosticTest = {
  id: 'one-operation-stands-out',
  question: 'Did this operation slow far more than the others of its kind?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('operations', scene),
  read([operations], { subject }) {
    const own = ownRow(operations, subject)
    const rise = own ? riseOf(own) : null
    const more = own ? readsRise(own) : null
    const usual = medianOf(otherRows(operations, subject, 'runs').flatMap((row) => readsRise(row) ?? []))
    // In a crowd all wait alike, and only what is read tells whose work it is.
    if (own && more !== null && usual !== null && more >= readsMore && usual <= readsAlike) {
      return yes(1, `${saidOfReads}, and the others read what they did`, readsValues(own))
    }
    const others = otherRows(operations, subject, 'runs')
    const typical = medianOf(others.flatMap((row) => riseOf(row) ?? []))
    if (!own || rise === null || typical === null) {
      return cannotTell('no other operation of its kind was logged often enough, before and during, to compare with')
    }
    const ratio = rise / Math.max(typical, 1)
    const nearest = others.sort((a, b) => (riseOf(b) ?? 0) - (riseOf(a) ?? 0))[0]
    if (!nearest) return cannotTell('there is no other operation to compare with')
    const values = {
      operation: [own.cite('label'), 'text'],
      before: [own.cite('baseline_median_ms'), 'ms'],
      p95: [own.cite('p95_ms'), 'ms'],
      other: [nearest.cite('label'), 'text'],
      otherBefore: [nearest.cite('baseline_median_ms'), 'ms'],
      otherP95: [nearest.cite('p95_ms'), 'ms']
    } as const
    const template =
      '{operation} went from {before} to a p95 of {p95}; of the others, the one that slowed most ({other}) from {otherBefore} to {otherP95}'
    // Whoever is slow only now and then waits for those that always are.
    if (isSlowThroughout(own) && others.every((row) => isSlowAtTimes(row))) {
      return yes(
        0.9,
        '{slow} of {runs} runs of {operation} were slow, and of the others ({other} slowed most) only some: they wait for it',
        {
          slow: [own.cite('slow_runs'), 'integer'],
          runs: [own.cite('runs'), 'integer'],
          operation: [own.cite('label'), 'text'],
          other: [nearest.cite('label'), 'text']
        }
      )
    }
    // A queue before all of them adds about the same time to each, which is many times a short one and few times a long one.
    if (rise >= 2 && ratio >= apart && sameTimeAdded(own, others)) return cannotTell(`${template}: all by about as much`, values)
    if (rise >= 2 && ratio >= apart) {
      return yes(clearness(Math.log(ratio), Math.log(alike), Math.log(10)), template, values)
    }
    if (ratio <= alike) return no(clearness(ratio, apart, 1), template, values)
    return cannotTell(template, values)
  }
}

/** Nearly all of its runs are slow; at most a third of theirs are, and their median hardly moved. */
const throughout = 0.8
const atTimes = 1 / 3

const isSlowThroughout = (row: Row): boolean =>
  (row.number('slow_share') ?? 0) >= throughout &&
  (row.number('baseline_runs') ?? 0) >= fewRuns &&
  (row.number('median_ms') ?? 0) >= apart * (row.number('baseline_median_ms') ?? Infinity)

const isSlowAtTimes = (row: Row): boolean =>
  row.number('slow_share') !== null &&
  (row.number('slow_share') ?? 1) <= atTimes &&
  (row.number('median_ms') ?? Infinity) <= alike * (row.number('baseline_median_ms') ?? 0)

/** Median time added to the others, of that added to this one, from which it is one queue's doing. */
const alikeShare = 0.5

function sameTimeAdded(own: Row, others: readonly Row[]): boolean {
  const added = (row: Row): number =>
    (row.number('p95_ms') ?? 0) - (row.number('baseline_p95_ms') ?? row.number('baseline_median_ms') ?? 0)
  return (medianOf(others.map(added)) ?? 0) >= alikeShare * added(own)
}
