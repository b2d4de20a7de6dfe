import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, rowsIn } from '../reading.ts'
import { compared } from './calls.ts'
import { accusedOrWorst, callersRest, fewCalls, newlyFailing, outsideRows, slowdownOf } from './dependency-rows.ts'
import { ioTaken, jobAtWork, processCalls } from './job-at-work.ts'

/** Three times the usual: what a dependency's ordinary days do not reach, and what callers without a time-out feel. */
const slower = 3
const alike = 1.5
/** A caller this much slower at its own work is late to read answers, whenever they came. */
const starving = 4
/** From a quarter on the time of calls is that of those which never got an answer. */
const mostlyLost = 0.25

export const dependencyIsSlower: DiagnosticTest = {
  id: 'dependency-is-slower',
  question: 'Did calls to something outside the service take far longer than usual?',
  dimension: 'mechanism',
  calls: (_, scene) => [...compared('dependency_latency', scene), ...processCalls(scene)],
  read([calls, processes], { subject, category }, scene) {
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
    const own = row.number('callers_own_ratio')
    if (own !== null && own >= starving && !callersRest(row, scene)) {
      return cannotTell(
        'callers of {dependency} took {own} their usual time over their own work too: how long they waited says little of it',
        { dependency: values.dependency, own: [row.cite('callers_own_ratio'), 'ratio'] }
      )
    }
    if (newlyFailing(row) >= mostlyLost && /^(dns|unreachable|tls)$/.test(row.text('failure') ?? '')) {
      return no(0.8, '{share} of the calls to {dependency} failed before it could answer ({failure})', {
        share: [row.cite('window_failed_share'), 'share'],
        dependency: values.dependency,
        failure: [row.cite('failure'), 'text']
      })
    }
    const isOurs = rowsIn(scene.evidence.origins).some((one) => one.text('service') === row.text('dependency'))
    const job = isOurs && ioTaken(scene) ? jobAtWork(processes, scene) : undefined
    if (job) {
      return cannotTell('{dependency} is ours, and {job} took a disk when harm began: whoever shares that disk is slow with it', {
        dependency: values.dependency,
        job: [job.cite('actor'), 'text']
      })
    }
    const ratio = slowdownOf(row)
    if (ratio === null) {
      return cannotTell('{calls} calls to {dependency} took {now} in the median; none is known from healthy time', values)
    }
    const said = { ...values, before: [row.cite('baseline_median_ms'), 'ms'] } as const
    const template = 'in the median a call to {dependency} took {before} in healthy time and {now} in the window ({calls} calls)'
    // What our own service is slow of is the question, unless it is itself the answer.
    if (isOurs && ratio >= slower && category !== 'slow-dependency') return cannotTell(`${template}, and is ours`, said)
    if (ratio >= slower && row.number('baseline_median_ms') === null) {
      return yes(
        0.7,
        '{calls} calls to {dependency} were slow enough to be logged, in the median {now}; in healthy time none was',
        values
      )
    }
    if (ratio >= slower) return yes(clearness(Math.log(ratio), Math.log(alike), Math.log(8)), template, said)
    const others = outsideRows(calls).filter((other) => (slowdownOf(other) ?? 0) >= slower)
    if (ratio <= alike && (subject.entity !== null || others.length === 0)) {
      return no(clearness(ratio, 2, 1.1), template, said)
    }
    return cannotTell(template, said)
  }
}
