import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness } from '../reading.ts'
import { compared } from './calls.ts'
import { accusedOrWorst, slowdownOf } from './dependency-rows.ts'

/** Below this calls take what they took: then time that is no longer than before is no added time, whoever it goes to. */
const slower = 1.2

export const dependencyCoversSlowTime: DiagnosticTest = {
  id: 'dependency-covers-slow-time',
  question: 'Was most of the added time spent waiting for calls to the dependency?',
  dimension: 'coverage',
  calls: (_, scene) => compared('dependency_latency', scene),
  read([calls], { subject }) {
    const row = accusedOrWorst(calls, subject)
    const share = row?.number('share_of_slow_time') ?? null
    if (!row || share === null) return cannotTell('no source says how much of the added time went to calls outside')
    const slowdown = slowdownOf(row)
    if (row.text('share_basis') !== 'traces' && slowdown !== null && slowdown < slower) {
      return cannotTell('calls to {dependency} take what they took, so they added no time', {
        dependency: [row.cite('dependency'), 'text']
      })
    }
    const values = {
      dependency: [row.cite('dependency'), 'text'],
      share: [row.cite('share_of_slow_time'), 'share']
    } as const
    const template = 'waiting for {dependency} makes up {share} of the time that was added'
    // Totals of logs that may be samples carry less than the same trace's own spans.
    const trust = row.text('share_basis') === 'traces' ? 1 : 0.7
    if (share >= 0.5) return yes(trust * clearness(share, 0.3, 0.8), template, values)
    if (share <= 0.15) return no(trust * clearness(share, 0.25, 0.05), template, values)
    return cannotTell(template, values)
  }
}
