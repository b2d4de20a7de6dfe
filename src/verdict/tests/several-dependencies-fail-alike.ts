import { epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { type Row, rowsIn } from '../reading.ts'
import { compared } from './calls.ts'
import { fewCalls, outsideRows } from './dependency-rows.ts'
import { packetsLost } from './packets-lost.ts'
import type { Scene } from '../scene.ts'

/** Together: within the step of ordinary monitoring and the time that rare calls need to show it. */
const togetherMs = 15 * 60_000
/** One call told by two sources or under two names fails at the same instant; two calls do not. */
const sameCallMs = 1_000

/** What several unrelated services share is the way to them; one alone that fails has its own reason. */
export const severalDependenciesFailAlike: DiagnosticTest = {
  id: 'several-dependencies-fail-alike',
  question: 'Did several unrelated dependencies fail or slow in the same way at the same time?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('dependency_latency', scene),
  read([calls], { subject }, scene) {
    const way = hostsLoseAlike(scene)
    // Services of ours that wait for what is accused are slow with it.
    const ours = new Set(rowsIn(scene.evidence.origins).map((row) => row.text('service')))
    const isOurs = (row: Row): boolean => ours.has(row.text('dependency')) && row.text('dependency') !== subject.entity
    const outside = outsideRows(calls).filter((row) => (row.number('window_calls') ?? 0) >= fewCalls && !isOurs(row))
    const moved = distinct(outside.filter((row) => movedAt(row) !== null))
    const [first, ...rest] = moved
    if (!first) return cannotTell('no dependency outside the service is seen to fail or slow')
    const like = rest.find(
      (row) =>
        (row.text('failure') ?? 'slow') === (first.text('failure') ?? 'slow') &&
        Math.abs((movedAt(row) ?? 0) - (movedAt(first) ?? 0)) <= togetherMs
    )
    const name = { first: [first.cite('dependency'), 'text'] } as const
    if (like) {
      return yes(1, '{first} and {other} are in the same trouble at the same time', {
        ...name,
        other: [like.cite('dependency'), 'text']
      })
    }
    if (way) return way
    const kept = outside.find((row) => movedAt(row) === null && row.text('dependency') !== first.text('dependency'))
    if (kept) {
      return no(1, '{first} is in trouble and {other} is not', { ...name, other: [kept.cite('dependency'), 'text'] })
    }
    return no(0.5, '{first} alone is seen in trouble', name)
  }
}

/** Where one dependency alone is called across it, the hosts on either side show that the way is what they share. */
function hostsLoseAlike(scene: Scene): Reading | null {
  const [first, ...rest] = packetsLost(scene).filter((row) => row.text('entity') !== null)
  const other = rest.find((row) => row.text('entity') !== first?.text('entity'))
  if (!first || !other) return null
  return yes(0.7, '{series} rises on {first} and {other} at the same time', {
    series: [first.cite('series'), 'text'],
    first: [first.cite('entity'), 'text'],
    other: [other.cite('entity'), 'text']
  })
}

function movedAt(row: Row): number | null {
  const times = [row.text('slower_at'), row.text('failing_at')].flatMap((at) => (at === null ? [] : [epochMsOf(at)]))
  return times.length > 0 ? Math.min(...times) : null
}

/** Each dependency once, whatever it is called. */
function distinct(rows: readonly Row[]): Row[] {
  return rows.filter(
    (row, i) =>
      !rows
        .slice(0, i)
        .some(
          (other) =>
            other.text('dependency') === row.text('dependency') ||
            Math.abs((movedAt(other) ?? 0) - (movedAt(row) ?? 0)) <= sameCallMs
        )
  )
}
