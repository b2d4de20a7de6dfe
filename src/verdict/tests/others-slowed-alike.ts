import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, type Maybe, type Row, rowsIn } from '../reading.ts'
import { compared } from './calls.ts'
import { ioTaken } from './job-at-work.ts'
import { fewRuns, riseOf } from './operation-rows.ts'
import { readsMore, readsRise, readsValues, saidOfReads } from './reads-of.ts'

/** A crowded resource slows what uses it by about one factor; four times that between two of them is no longer one factor. */
const alike = 2.5
const unlike = 5

const leastKinds = 3

/** What ran before and during, the one that slowed most first. */
function comparable(operations: Maybe, population: string): Row[] {
  return rowsIn(operations)
    .filter(
      (row) =>
        row.text('population') === population &&
        (row.number('runs') ?? 0) >= fewRuns &&
        (row.number('baseline_runs') ?? 0) >= fewRuns
    )
    .sort((a, b) => (riseOf(b) ?? 0) - (riseOf(a) ?? 0))
}

export const othersSlowedAlike: DiagnosticTest = {
  id: 'others-slowed-alike',
  question: 'Did all kinds of ordinary statements become slower together?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('operations', scene),
  read([operations], _, scene) {
    const statements = comparable(operations, 'statements')
    // A queue adds one time to every request; only where a disk is taken does their slowing by one factor tell of it.
    const byRequests = statements.length < leastKinds && ioTaken(scene) !== undefined
    const rows = byRequests ? comparable(operations, 'requests') : statements
    const dear = rows.find((row) => (readsRise(row) ?? 0) >= readsMore)
    if (dear) return no(0.8, `${saidOfReads}: it waits for nobody but itself`, readsValues(dear))
    const [most, least] = [rows[0], rows.at(-1)]
    if (!most || !least || rows.length < leastKinds) return cannotTell('too few kinds of statement were logged before and during')
    const [high, low] = [riseOf(most) ?? 1, riseOf(least) ?? 1]
    const values = {
      most: [most.cite('label'), 'text'],
      mostBefore: [most.cite('baseline_p95_ms'), 'ms'],
      mostNow: [most.cite('p95_ms'), 'ms'],
      least: [least.cite('label'), 'text'],
      leastBefore: [least.cite('baseline_p95_ms'), 'ms'],
      leastNow: [least.cite('p95_ms'), 'ms']
    } as const
    const template =
      'the p95 of {most}, which slowed most, went from {mostBefore} to {mostNow}, that of {least}, which slowed least, from {leastBefore} to {leastNow}'
    if (low >= 1.8 && high / low <= alike) return yes((byRequests ? 0.8 : 1) * clearness(high / low, 4, 1.5), template, values)
    if (byRequests) return cannotTell(template, values)
    if (low <= 1.3 || high / low >= unlike) return no(high >= 2 || high <= 1.3 ? 0.8 : 0.4, template, values)
    return cannotTell(template, values)
  }
}
