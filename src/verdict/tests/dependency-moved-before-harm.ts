import { citeFact, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { textIn } from '../reading.ts'
import { compared } from './calls.ts'
import { accusedOrWorst } from './dependency-rows.ts'
import { resolutionOfHarm } from './harm-onset.ts'
import { forgottenOnTheWay } from './names-or-routes-fail.ts'
import { packetsLost } from './packets-lost.ts'

export const dependencyMovedBeforeHarm: DiagnosticTest = {
  id: 'dependency-moved-before-harm',
  question: 'Were calls to the dependency slow or failing, or packets lost on the way, by the time that harm began?',
  dimension: 'precedence',
  calls: (_, scene) => compared('dependency_latency', scene),
  read([calls], { subject }, scene) {
    const lost = subject.entity === null ? packetsLost(scene).find((one) => one.text('series') === subject.series) : undefined
    const since = lost?.text('beyond_load_onset')
    if (lost && since && scene.departsAt && epochMsOf(since) - epochMsOf(scene.departsAt) <= 1000 * resolutionOfHarm(scene)) {
      return yes(0.8, '{series} of {host} leaves its level at {since}, by the time that harm began', {
        series: [lost.cite('series'), 'text'],
        host: [lost.cite('entity'), 'text'],
        since: [lost.cite('beyond_load_onset'), 'time']
      })
    }
    const idle = subject.entity === null && forgottenOnTheWay(calls) ? textIn(calls, 'idle_first_at') : null
    if (calls && idle && scene.departsAt && epochMsOf(idle) - epochMsOf(scene.departsAt) <= 1000 * resolutionOfHarm(scene)) {
      return yes(0.7, 'connections are found dead after idling from {at} on, by the time that harm began', {
        at: [citeFact(calls, 'idle_first_at'), 'time']
      })
    }
    const row = accusedOrWorst(calls, subject)
    const moved = (['slower_at', 'failing_at'] as const)
      .filter((column) => (row?.text(column) ?? null) !== null)
      .sort((a, b) => (row?.text(a) ?? '').localeCompare(row?.text(b) ?? ''))[0]
    const at = moved ? row?.text(moved) : null
    if (!row || !moved || !at || !scene.departsAt) return cannotTell('no source dates both the calls’ trouble and the harm')
    const values = { dependency: [row.cite('dependency'), 'text'], at: [row.cite(moved), 'time'] } as const
    const late = (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000
    const resolution = resolutionOfHarm(scene)
    if (late <= resolution) {
      return yes(
        late <= 0 ? 1 : 0.7,
        'calls to {dependency} are seen slow or failing from {at}, by the time that harm began',
        values
      )
    }
    // Calls are known one by one only where they are logged or traced: a later beginning may be the sample's.
    return no(
      late > 3 * resolution ? 0.6 : 0.2,
      'calls to {dependency} are seen slow or failing only from {at}, after harm began',
      values
    )
  }
}
