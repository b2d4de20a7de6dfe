import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness } from '../reading.ts'
import { compared } from './calls.ts'
import { accusedOrWorst, fewCalls, outsideRows, slowdownOf } from './dependency-rows.ts'

/** Three times the usual: what a dependency's ordinary days do not reach, and what callers without a time-out feel. */
const slower = 3
const alike = 1.5

export const dependencyIsSlower: DiagnosticTest = {
  id: 'dependency-is-slower',
  question: 'Did calls to something outside the service take far longer than usual?',
  dimension: 'mechanism',
  calls: (_, scene) => compared('dependency_latency', scene),
  read([calls], { subject }) {
    const row = accusedOrWorst(calls, subject)
    if (!row) return cannotTell('no source times calls to anything outside the service')
    const values = {
      dependency: [row.cite('dependency'), 'text'],
      calls: [row.cite('window_calls'), 'integer'],
      now: [row.cite('window_median_ms'), 'ms']
    } as const
    if ((row.number('window_calls') ?? 0) < fewCalls || row.number('window_median_ms') === null) {
      return cannotTell('too few timed calls to {dependency} are seen in the window', { dependency: values.dependency })
    }
    const ratio = slowdownOf(row)
    if (ratio === null) {
      return cannotTell('{calls} calls to {dependency} took {now} in the median; none is known from healthy time', values)
    }
    const said = { ...values, before: [row.cite('baseline_median_ms'), 'ms'] } as const
    const template = 'in the median a call to {dependency} took {before} in healthy time and {now} in the window ({calls} calls)'
    if (ratio >= slower) return yes(clearness(Math.log(ratio), Math.log(alike), Math.log(8)), template, said)
    const others = outsideRows(calls).filter((other) => (slowdownOf(other) ?? 0) >= slower)
    if (ratio <= alike && (subject.entity !== null || others.length === 0)) {
      return no(clearness(ratio, 2, 1.1), template, said)
    }
    return cannotTell(template, said)
  }
}
