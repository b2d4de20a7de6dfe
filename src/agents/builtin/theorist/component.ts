import type { Evidence } from '../../../domain/index.ts'
import { rowsIn } from '../../../verdict/index.ts'
import type { Standout } from '../standouts.ts'
import { standoutsIn } from '../standouts.ts'

/** Verbs of SQL as a reader would name the work. */
const deeds: Readonly<Record<string, string>> = { SELECT: 'query', INSERT: 'insert', UPDATE: 'update', DELETE: 'delete' }

/**
 * The work in words a reader of the system would use: tables rather than a fingerprint, and who asks for it — the logger
 * and the route that were slow with it.
 */
export function componentOf(suspect: Standout, operations: Evidence | undefined, templates: Evidence | undefined): string {
  const label = suspect.row.text('label') ?? suspect.operation
  const [, verb, tables] = /^([A-Z]+) on (.+)$/.exec(label) ?? []
  const seen = suspect.population === 'events' ? `work logged as “${label}”` : label
  const what = verb && tables ? `${deeds[verb] ?? verb.toLowerCase()} over ${listOf(tables.replace(/ \(\d+\)$/, ''))}` : seen
  const outer = standoutsIn(operations).filter(({ population }) => population !== suspect.population)
  const route = outer.find(({ population }) => population === 'requests')
  const events = outer.filter(({ population }) => population === 'events')
  // Of several log lines that were slow with it, one that speaks of a query is nearer to it than one of a whole request.
  const logged =
    suspect.population === 'events'
      ? suspect
      : (events.find(({ operation }) => /\b(quer(y|ies)|sql|statement)\b/i.test(operation)) ?? events[0])
  const logger = rowsIn(templates)
    .find((row) => logged !== undefined && logged.operation.startsWith(row.text('template') ?? '\n'))
    ?.text('logger')
  const issued = logger ? `, issued by ${logger.split('.').at(-1)}` : ''
  const behind = route && suspect.population !== 'requests' ? `, behind ${route.operation}` : ''
  return `${what}${issued}${behind}`
}

/** "a, b, c" → "a, b and c". */
function listOf(names: string): string {
  const parts = names.split(', ')
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : names
}
