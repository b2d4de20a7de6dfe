import { plainName } from '../fields/fields.ts'
import { usualNames } from '../fields/usual-names.ts'
import { type Column, holds, isCalled, share } from './column.ts'
import { durationAmong, nameDuration } from './durations.ts'
import { unitOfName } from './duration-unit.ts'
import { namesOfStatements } from './named-statements.ts'
import { roleWords } from './role-words.ts'
import type { Found, Sample } from './sample.ts'
import { isStatement, isWhole } from './value-tests.ts'

const callNames = new Set([
  'calls',
  'count',
  'executions',
  'execs',
  'exec',
  'executed',
  'count_star',
  'hits',
  'anzahl',
  'ausfuhrungen',
  'ausfuehrungen',
  'aufrufe',
  'appels',
  'ejecuciones',
  'esecuzioni',
  'occurrences',
  'times'
])
const averaged = String.raw`mean|avg|average|[øØ]|durchschn|mittel|mittler|moyen|promedio|media(?![a-z])`
const summed = new RegExp(String.raw`(?:^|[\W_])(?:total|sum|gesamt|${averaged})|per_?(?:exec|call|run)`, 'i')
/** Whatever is timed, as views call it. */
const isTime = (column: Column): boolean => isCalled(column, roleWords.duration) || /timer/i.test(column.name)
const isCount = (column: Column): boolean => holds(column, (value) => isWhole(value.replaceAll(',', '')))

/**
 * A column of SQL, and how long each statement took or how often it was called: database statements, or the rows of a view that
 * sums them. Null without either.
 */
export function statementRoles({ columns, times, untimed, time }: Sample): Found | null {
  const written = columns.find(
    (column) => share(column, isStatement) > 0.7 && !isCalled(column, new Set(['message', 'msg', 'log']))
  )
  const sql = written ?? namesOfStatements(untimed)
  if (sql === undefined) return null
  const rest = untimed.filter((column) => column !== sql)
  const found: Found = {
    table: 'statements',
    names: new Map([[sql.name, 'statement']]),
    needs: [sql.name],
    support: [`${sql.name} ${written === undefined ? 'names' : 'holds SQL:'} database statements`]
  }
  // Another column may be called so and hold none.
  for (const { name } of rest)
    if (plainName(name) === 'statement' || plainName(name) === 'query') found.names.set(name, `${name}_name`)
  const calls = rest.find((column) => isCount(column) && isCalled(column, callNames) && !/rows/i.test(column.name))
  const isView =
    calls !== undefined && rest.some((column) => (written !== undefined || isTime(column)) && summed.test(column.name))
  if (isView) {
    found.names.set(calls.name, 'calls')
    for (const [part, role] of parts) {
      const named = rest.filter((one) => part.test(one.name) && isCalled(one, roleWords.duration))
      // How long it took, before what part of that was spent at a processor or a disk.
      const column = named.find(({ name }) => !/cpu|worker|\bio|_io|wait|clr|parse|compile/i.test(name)) ?? named[0]
      if (column !== undefined) found.names.set(column.name, `${role}_${unitOfName(column) ?? 'ms'}`)
    }
    found.support.push(`${calls.name} counts their executions`)
    return found
  }
  if (written === undefined) return null
  const seconds = processSeconds(rest)
  if (seconds !== null) {
    found.names.set(seconds.name, 'duration_s')
    found.support.push(`${seconds.name} counts the seconds of a server’s process`)
    return found
  }
  const duration = durationAmong(rest, times, time !== null)
  if (duration === null) return null
  nameDuration(found, duration, rest)
  const give = (role: string, usual: readonly string[], pattern: RegExp): void => {
    if (rest.some(({ name }) => usual.some((one) => plainName(one) === plainName(name)))) return
    const column = rest.find(({ name }) => pattern.test(name) && !found.names.has(name))
    if (column !== undefined) found.names.set(column.name, role)
  }
  give('database', usualNames.database, /^(?:database|db|schema|keyspace|catalog)/i)
  give('user', usualNames.userName, /(?:^|_|\b)user|login/i)
  give('session', usualNames.session, /session|pid|conn(?:ection)?_?id|thread/i)
  return found
}

/** MySQL's list of processes: command, state, and for how many seconds. */
function processSeconds(columns: readonly Column[]): Column | null {
  const named = (name: string): Column | undefined => columns.find((column) => plainName(column.name) === name)
  return named('command') && named('state') ? (named('time') ?? null) : null
}

const parts: readonly (readonly [RegExp, string])[] = [
  [/total|sum/i, 'total'],
  [new RegExp(`${averaged}|per_?(?:exec|call|run)`, 'i'), 'mean'],
  [/max|longest|slowest/i, 'max'],
  [/stddev/i, 'stddev']
]
