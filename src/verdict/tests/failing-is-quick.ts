import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, rowsIn } from '../reading.ts'
import { within } from './calls.ts'
import { namedByErrors } from './errors-name-what-ended.ts'
import { rises } from './rises.ts'

/** Fewer standard steps than this is the wobble of an ordinary day. */
const moved = 3

/** What waits in a queue or for an answer is slow; what is refused is not. */
export const failingIsQuick: DiagnosticTest = {
  id: 'failing-is-quick',
  question: 'Did work fail without having become slower?',
  dimension: 'discrimination',
  calls: (_, scene) => within('expiry_and_quota', scene),
  read([ended], _hypothesis, scene) {
    const rows = rowsIn(scene.evidence.onsets)
    const failing = rows
      .filter((row) => row.text('role') === 'errors' && rises(row))
      .sort((a, b) => Math.abs(b.number('effect_size') ?? 0) - Math.abs(a.number('effect_size') ?? 0))[0]
    const latencies = rows.filter((row) => row.text('role') === 'latency')
    const slower = latencies
      .filter((row) => rises(row) && (row.number('effect_size') ?? 0) >= moved)
      .sort((a, b) => (b.number('effect_size') ?? 0) - (a.number('effect_size') ?? 0))[0]
    if (latencies.length === 0) return cannotTell('no source measures how long work takes')
    const refused = namedByErrors(ended)
    if (slower && refused?.named) {
      // What has ended refuses at once; who tries again after a pause is slow all the same.
      return cannotTell(
        '{series} rose, while {naming} of {errors} lines of errors name {kind}, which refuses at once and is asked again',
        {
          ...refused.values,
          series: [slower.cite('series'), 'text']
        }
      )
    }
    if (slower) {
      return no(clearness(slower.number('effect_size') ?? 0, 2, 10), '{series} rose from {before} to {now}', {
        series: [slower.cite('series'), 'text'],
        before: [slower.cite('baseline_median'), 'number'],
        now: [slower.cite('window_median'), 'number']
      })
    }
    if (!failing) return cannotTell('nothing measured is seen to fail, nor to become slower')
    const queue = rows.find((row) => /^(queue|waiters)$/.test(row.text('role') ?? '') && rises(row))
    if (queue) {
      return cannotTell('{queue} rose as well: what found no place in it is refused at once, whatever keeps the others waiting', {
        queue: [queue.cite('series'), 'text']
      })
    }
    const there = latencies.find((row) => isSame(row.text('entity'), failing.text('entity')))
    if (!there) {
      return cannotTell('{errors} of {failing} rose, and how long work takes was measured elsewhere only', {
        errors: [failing.cite('series'), 'text'],
        failing: [failing.cite('entity'), 'text']
      })
    }
    return yes(0.9, '{errors} went from {before} to {now}, while nothing measured became slower ({latency}: {was}, then {is})', {
      errors: [failing.cite('series'), 'text'],
      before: [failing.cite('baseline_median'), 'number'],
      now: [failing.cite('window_median'), 'number'],
      latency: [there.cite('series'), 'text'],
      was: [there.cite('baseline_median'), 'number'],
      is: [there.cite('window_median'), 'number']
    })
  }
}

/** The service itself, an instance of it or the whole: what others take says nothing of what fails here. */
function isSame(one: string | null, other: string | null): boolean {
  return one === null || other === null || one.startsWith(other) || other.startsWith(one)
}
