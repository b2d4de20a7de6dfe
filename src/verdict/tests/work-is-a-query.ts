import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, type Maybe, type Row, rowsIn } from '../reading.ts'
import { addedTime, saidOfAdded } from './added-time.ts'
import { compared, runsOf } from './calls.ts'
import { fewRuns, ownRow, riseOf } from './operation-rows.ts'

const queryWords =
  /\b(query|queries|sql|select|insert|update|delete|statement|jdbc|database|mongo\w*|find|aggregate|postgres\w*|mysql)\b/i

/** Is the slow time spent in the database? Seen by the database itself, or said by the name of what was timed. */
export const workIsAQuery: DiagnosticTest = {
  id: 'work-is-a-query',
  question: 'Is the slow work a database query that searches?',
  dimension: 'mechanism',
  calls: (subject, scene) => [...compared('operations', scene), ...runsOf(subject, scene)],
  read([operations, runs], { subject }) {
    const own = ownRow(operations, subject)
    if (!own) return cannotTell('the work is in no source that times operations')
    const label = { label: [own.cite('label'), 'text'], p95: [own.cite('p95_ms'), 'ms'] } as const
    if (subject.population === 'statements') {
      const statement = subject.operation ?? ''
      if (/^\s*insert\b(?!.*\bselect\b)/is.test(statement)) {
        return no(
          0.6,
          '{label} (p95 {p95}) writes what it is given and searches nothing: what makes it slow lies outside it',
          label
        )
      }
      if (/^\s*(update|delete|merge|replace|lock)\b/i.test(statement)) {
        return cannotTell('{label} (p95 {p95}) writes: waiting for a lock would look the same, and is seldom logged', label)
      }
      return yes(1, 'the database’s own log times it: {label} with a p95 of {p95}', label)
    }
    const added = addedTime(runs)
    if (added?.kind === 'queries') return yes(clearness(added.share, 0.4, 0.8), saidOfAdded, added.values)
    if (added) return no(clearness(added.share, 0.4, 0.8), `${saidOfAdded}, which is no query`, added.values)
    const statements = rowsIn(operations).filter(
      (row) => row.text('population') === 'statements' && (row.number('runs') ?? 0) >= fewRuns
    )
    const slowest = statements.sort((a, b) => (b.number('p95_ms') ?? 0) - (a.number('p95_ms') ?? 0))[0]
    const [outer, inner] = [own.number('p95_ms'), slowest?.number('p95_ms') ?? null]
    if (slowest && outer && inner !== null && (riseOf(slowest) ?? 1) < 2) {
      // Statements that take a small part of the operation's time cannot be what makes it slow.
      return no(clearness(inner / outer, 0.5, 0.1), '{label} has a p95 of {p95}, and the slowest statement one of {inner}', {
        ...label,
        inner: [slowest.cite('p95_ms'), 'ms']
      })
    }
    const timed = timedQuery(operations, own)
    if (timed) {
      return yes(0.5, '{label} has a p95 of {p95}, and a log line that times a query ({query}) one of {queryP95}', {
        ...label,
        query: [timed.cite('label'), 'text'],
        queryP95: [timed.cite('p95_ms'), 'ms']
      })
    }
    if (queryWords.test(own.text('label') ?? '')) {
      return yes(0.6, 'what was timed names a query: {label} with a p95 of {p95}', label)
    }
    return cannotTell('{label} (p95 {p95}) is timed from outside; no source says how much of it is the database', label)
  }
}

/** A slow operation of another kind whose name says that it times a query, and which takes at least half as long. */
function timedQuery(operations: Maybe, own: Row): Row | undefined {
  const least = (own.number('p95_ms') ?? Infinity) / 2
  return rowsIn(operations).find(
    (row) =>
      row.index !== own.index &&
      row.text('population') !== 'requests' &&
      queryWords.test(row.text('label') ?? '') &&
      (row.number('runs') ?? 0) >= fewRuns &&
      (row.number('p95_ms') ?? 0) >= least
  )
}
