import { CauseCategory } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { namesOf } from '../names.ts'
import { clearness, type Row, rowsIn } from '../reading.ts'
import { within } from './calls.ts'

/** What people say of what they did is told late and by what they believe. */
const told = 0.6
/** So long before the end nothing of a deed is left; queues drain within some minutes. */
const [atOnceSeconds, lateSeconds] = [120, 900]

/** Classes of cause that a row of `what_ended_harm` would have ended. */
export const remediesOf = (row: Row): CauseCategory[] =>
  (row.text('remedies') ?? '').split(', ').flatMap((one) => CauseCategory.safeParse(one).data ?? [])

/** How plainly a rare thing near the end speaks: of few classes, shortly before, and written by a machine. */
const plainness = (row: Row): number =>
  (row.text('kind') === 'said' ? told : 1) *
  (1 - 0.5 * clearness(Math.abs(row.number('lag_seconds') ?? lateSeconds), atOnceSeconds, lateSeconds)) *
  (1 / Math.sqrt(remediesOf(row).length))

/**
 * What ended harm tells what it was, as far as it was the only thing that happened then. After Mackie: what is removed as the effect
 * goes was necessary for it in the circumstances. That nothing is written down says nothing: most things end without a record.
 */
export const endedWithItsRemedy: DiagnosticTest = {
  id: 'ended-with-its-remedy',
  question: 'Did harm end with something that ends a cause of this class?',
  dimension: 'intervention',
  silenceIsNoDoubt: true,
  calls: (_, scene) => within('what_ended_harm', scene),
  read([ended], { category, component, subject, trigger }) {
    const rows = rowsIn(ended)
    if (category === undefined || rows.length === 0)
      return cannotTell('nothing that would end a cause is seen to happen as harm ended')
    const best = (candidates: readonly Row[]): Row | undefined => candidates.toSorted((a, b) => plainness(b) - plainness(a))[0]
    const own = best(rows.filter((row) => remediesOf(row).includes(category)))
    const other = best(rows.filter((row) => !remediesOf(row).includes(category)))
    const values = (row: Row) => ({ what: [row.cite('what'), 'text'], time: [row.cite('time'), 'time'] }) as const
    if (own) {
      const accused = new Set(namesOf([component, subject.entity, subject.series, subject.operation, trigger?.ref].join(' ')))
      const isNamed = namesOf(`${own.text('who') ?? ''} ${own.text('what') ?? ''}`).some((name) => accused.has(name))
      const rivalled = other ? Math.max(0.5, 1 - 0.5 * (plainness(other) / plainness(own))) : 1
      return yes(Math.min(1, plainness(own) * rivalled * (isNamed ? 1.2 : 1)), 'harm ended with “{what}” ({time})', values(own))
    }
    if (other && other.text('kind') !== 'said')
      return no(0.4 * plainness(other), 'what happened as harm ended would end something else: “{what}” ({time})', values(other))
    return cannotTell('what was said as harm ended speaks of something else')
  }
}
