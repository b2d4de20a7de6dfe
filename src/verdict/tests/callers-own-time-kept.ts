import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness } from '../reading.ts'
import { compared } from './calls.ts'
import { accusedOrWorst, callersRest } from './dependency-rows.ts'

/** A caller that starves measures slow calls too, because it is late to read the answer: then its own work is late as well. */
export const callersOwnTimeKept: DiagnosticTest = {
  id: 'callers-own-time-kept',
  question: 'Did the callers’ own work keep its speed while the calls did not?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('dependency_latency', scene),
  read([calls], { subject }, scene) {
    const row = accusedOrWorst(calls, subject)
    const own = row?.number('callers_own_ratio') ?? null
    if (!row || own === null) return cannotTell('no trace sets the callers’ own time apart from the time of their calls')
    const values = { dependency: [row.cite('dependency'), 'text'], own: [row.cite('callers_own_ratio'), 'ratio'] } as const
    const template = 'the time that callers of {dependency} spend on their own work is {own} what it was'
    if (own <= 2) return yes(clearness(own, 3, 1.3), template, values)
    if (own >= 4 && callersRest(row, scene))
      return cannotTell(`${template}, but none of them computes more: they queue for those who wait`, values)
    if (own >= 4) return no(clearness(Math.log(own), Math.log(2), Math.log(8)), template, values)
    return cannotTell(template, values)
  }
}
