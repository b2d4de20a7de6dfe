import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { flagIn, has, rowsIn } from '../reading.ts'
import { compared } from './calls.ts'
import { fewRuns, medianOf, riseOf } from './operation-rows.ts'

const database = /\b(db|database|postgres\w*|mysql|mariadb|oracle|sql)\b|^db_|_db_/i

/** Connections that are all taken while the database has no more to do, and does it as fast as ever, are held by nobody at work. */
export const fullWhileWhatItServesIdles: DiagnosticTest = {
  id: 'full-while-what-it-serves-idles',
  question: 'Was the resource full while what it gives access to had nothing more to do?',
  dimension: 'discrimination',
  calls: (_, scene) => [
    ...compared('holders_waiters', scene),
    ...compared('operations', scene),
    ...compared('littles_law', scene)
  ],
  read([pool, operations, law], _hypothesis, scene) {
    if (!has(pool, 'first_full_at') || !has(pool, 'pool')) return cannotTell('no pool is seen to be full')
    const full = { pool: [citeFact(pool, 'pool'), 'text'], at: [citeFact(pool, 'first_full_at'), 'time'] } as const
    const statements = rowsIn(operations).filter(
      (row) => row.text('population') === 'statements' && (row.number('runs') ?? 0) >= fewRuns && riseOf(row) !== null
    )
    const slowest = statements.sort((a, b) => (riseOf(b) ?? 0) - (riseOf(a) ?? 0))[0]
    const cpu = rowsIn(scene.evidence.onsets).find(
      (row) => row.text('role') === 'cpu' && database.test(`${row.text('entity')} ${row.text('series')}`)
    )
    if (!slowest && !cpu && flagIn(law, 'held_beyond_work') === true && has(law, 'idle_held') && has(law, 'idle_expected'))
      return yes(0.8, '{pool} is full from {at}; before anybody waited {held} were held where work at hand holds {expected}', {
        ...full,
        held: [citeFact(law, 'idle_held'), 'number'],
        expected: [citeFact(law, 'idle_expected'), 'number']
      })
    if (!slowest && !cpu) return cannotTell('no source says what the database had to do meanwhile')
    const rise = medianOf(statements.flatMap((row) => riseOf(row) ?? []))
    const busy = cpu ? cpu.text('onset') !== null && cpu.text('direction') === 'up' : null
    const values = {
      ...full,
      ...(slowest ? { statement: [slowest.cite('label'), 'text'] as const, now: [slowest.cite('p95_ms'), 'ms'] as const } : {}),
      ...(cpu ? { cpu: [cpu.cite('series'), 'text'] as const, level: [cpu.cite('window_median'), 'number'] as const } : {})
    }
    const template =
      '{pool} is full from {at}' +
      (cpu ? '; {cpu} is at {level} in the median of the window' : '') +
      (slowest ? '; the statement that slowed most, {statement}, has a p95 of {now}' : '')
    if (busy === true || (rise !== null && rise >= 2)) return no(0.9, template, values)
    if (busy === false || (rise !== null && rise <= 1.5)) return yes(busy === false && rise !== null ? 1 : 0.7, template, values)
    return cannotTell(template, values)
  }
}
