import { plainName } from '../fields/fields.ts'
import { usualNames } from '../fields/usual-names.ts'
import { type Column, filled, holds, isCalled, isNamed, plainNames, share } from './column.ts'
import { durationAmong, type DurationFound, nameDuration } from './durations.ts'
import { statusOfOutcome } from '../fields/outcomes.ts'
import { roleWords } from './role-words.ts'
import type { Found, Sample } from './sample.ts'
import {
  isAddress,
  isHttpStatus,
  isIdentifier,
  isLevelWord,
  isMethod,
  isName,
  isOperation,
  isPath,
  isSpeech,
  isWhole
} from './value-tests.ts'

/** Requests come often: half of them less than this apart. */
const rareMs = 15 * 60_000

/**
 * Which columns are what a request has, by their values: what was asked (a path, a name of an operation), with which outcome (a
 * status or a word), how long it took, who asked. Null where the records are no requests: what was asked must be there and one of
 * the other two, in records that come often.
 *
 * @param isKnown names say that they are requests already; only what they do not say is looked for
 */
export function requestRoles(sample: Sample, isKnown: boolean): Found | null {
  const { columns, times, untimed, time, parted } = sample
  const free = untimed.filter((column) => column !== time?.column && column !== parted?.date && column !== parted?.clock)
  if (
    !isKnown &&
    ((time === null && parted === null) || sample.records < 3 || columns.some((column) => isCalled(column, roleWords.noRequest)))
  )
    return null
  const status = free.find((column) => holds(column, isHttpStatus) && isWorthAStatus(column)) ?? null
  const outcome = status === null ? (free.find((column) => !isNameless(column) && areOutcomes(column)) ?? null) : null
  const method = free.find((column) => holds(column, isMethod)) ?? null
  const path = bestOf(
    free.filter((column) => holds(column, isPath, 0.9) && filled(column) > 0.8),
    roleWords.operation
  )
  const taken = new Set([status, outcome, method, path])
  // Application Insights names a call `name` and the request that it belongs to `operation_Name`.
  const parent = free.find(({ name }) => plainName(name) === 'operationname')
  const call = parent && (free.find(({ name }) => name === 'name') ?? null)
  const led = call ?? (method === null ? (free.find((column) => holds(column, isLedByMethod)) ?? null) : null)
  const operation =
    led ??
    path ??
    operationAmong(free.filter((column) => !taken.has(column))) ??
    (status === null && outcome === null ? null : likeliest(free.filter((column) => !taken.has(column))))
  if (operation === null || (status === null && outcome === null && !isKnown && path === null)) return null
  const rest = free.filter((column) => !taken.has(column) && column !== operation)
  const duration =
    durationAmong(rest, times, status !== null || outcome !== null) ?? namelessDuration(rest, columns, operation, status)
  if (!isKnown) {
    if (duration === null && (status === null || path === null)) return null
    if (rest.some((column) => saysSomething(column)) && (status === null || duration === null)) return null
    if ((time?.typicalGapMs ?? 0) > rareMs || isLog(columns)) return null
  }
  const found: Found = { table: 'requests', names: new Map(), needs: [operation.name], support: [] }
  const give = (
    column: Column | null,
    role: string,
    usual: readonly string[],
    fits: (value: string) => boolean,
    why: string
  ): void => {
    if (column === null || isTaken(columns, usual, fits, column)) return
    found.names.set(column.name, role)
    found.support.push(`${column.name} is ${why}`)
  }
  if (led !== null && ((path !== null && led !== path) || led === call)) {
    found.names.set(led.name, 'target')
    found.support.push(`${led.name} is what was asked, by its name`)
  } else {
    // Where one column has paths, another that is called a target tells where the request was sent.
    const isAsked = (value: string): boolean => isPath(value) || (operation !== path && isOperation(value))
    give(operation, 'target', usualNames.target, isAsked, 'what was asked')
  }
  const query = rest.find(({ name }) => plainName(name) === 'query')
  if (query !== undefined) found.names.set(query.name, 'query_string')
  give(method, 'method', usualNames.method, isMethod, 'the method')
  give(status, 'status', usualNames.httpStatus, isHttpStatus, 'the status')
  if (outcome !== null) {
    if (!usualNames.httpStatus.some((name) => plainName(name) === plainName(outcome.name)))
      found.names.set(outcome.name, 'status')
    found.support.push(`${outcome.name} is the outcome in words, counted as ${statusesOf(outcome)}`)
  }
  nameDuration(found, duration, rest)
  const others = rest.filter((column) => column !== duration?.column)
  const client = others.find((column) => holds(column, isAddress, 0.9) && !isCalled(column, roleWords.notClient)) ?? null
  give(client, 'client_ip', usualNames.client, isAddress, 'who asked')
  const user = others.find((column) => isCalled(column, roleWords.user) && holds(column, isUser, 0.9)) ?? null
  give(user, 'user', usualNames.userName, isUser, 'the user')
  const consumer =
    client === null ? others.find((column) => isCalled(column, roleWords.consumer) && holds(column, isConsumer, 0.9)) : null
  give(consumer ?? null, 'client', usualNames.client, isUser, 'who asked')
  const places = others.filter((column) => column !== client && isNameless(column))
  const part = places.find(
    (column) =>
      holds(column, isName) &&
      share(column, isLevelWord) === 0 &&
      !holds(column, isCacheWord) &&
      column.distinct >= 2 &&
      column.distinct <= Math.max(3, sample.records / 4)
  )
  if (part !== undefined && !columns.some((column) => isCalled(column, roleWords.service) || isCalled(column, roleWords.host))) {
    found.names.set(part.name, 'service')
    found.support.push(`${part.name} names a part of the system`)
  }
  const bytes = others.find((column) => isCalled(column, roleWords.bytes) && holds(column, isSize)) ?? null
  give(bytes, 'bytes', usualNames.bytes, isSize, 'the size')
  return found
}

/** A level and a message: a log, whatever it tells of. */
function isLog(columns: readonly Column[]): boolean {
  const has = (usual: readonly string[]): boolean =>
    columns.some(({ name }) => usual.some((one) => plainName(one) === plainName(name)))
  return (
    has(['level', 'lvl', 'loglevel', 'severity', 'levelname', 'log.level']) && has(['msg', 'message', 'event', 'text', 'body'])
  )
}

/** Columns of tables without header and words of lines have a place and no name. */
const isNameless = ({ name }: Column): boolean => /^(?:word|column)\d+$/.test(name)

/**
 * Whole numbers without a name, not where a size stands by custom (behind the status), that differ for one and the same request,
 * some of them many times longer than others: milliseconds. Only where one column alone is so.
 */
function namelessDuration(
  among: readonly Column[],
  columns: readonly Column[],
  operation: Column,
  status: Column | null
): DurationFound | null {
  const fit = among.filter((column) => {
    const numbers = column.values.map(Number).toSorted((a, b) => a - b)
    const [half, most] = [numbers[Math.floor(numbers.length / 2)] ?? 0, numbers.at(-1) ?? 0]
    return (
      isNameless(column) &&
      filled(column) > 0.95 &&
      column.values.every(isWhole) &&
      (status === null || columns.indexOf(column) !== columns.indexOf(status) + 1) &&
      column.distinct > 0.2 * column.values.length &&
      half >= 1 &&
      half < 30_000 &&
      most >= 3 * half &&
      differs(column, operation)
    )
  })
  const [only] = fit
  if (only !== undefined && fit.length === 1 && among.some((column) => isPartInSeconds(column, only)))
    return {
      column: only,
      unit: { unit: 'us', support: `fractions beside it are the same or a part of it, in seconds: microseconds` }
    }
  const support = 'nothing names it; whole numbers that differ for the same request: milliseconds'
  return only !== undefined && fit.length === 1 ? { column: only, unit: { unit: 'ms', support } } : null
}

/** Fractions that are the whole in other units, or most of it: the time to the first byte in seconds beside all in microseconds. */
function isPartInSeconds({ cells, values }: Column, whole: Column): boolean {
  if (!values.every((value) => /^\d+\.\d{3,9}$/.test(value))) return false
  const shares = cells.flatMap((cell, index) => {
    const all = Number(whole.cells[index] ?? 0)
    return cell === null || all <= 0 ? [] : [(Number(cell) * 1e6) / all]
  })
  return shares.length >= 10 && shares.filter((one) => one > 0.2 && one < 1.02).length > 0.95 * shares.length
}

/** Has one and the same operation ever new values? */
function differs(column: Column, operation: Column): boolean {
  const seen = new Map<string, string[]>()
  for (const [index, cell] of column.cells.entries()) {
    const what = operation.cells[index]
    if (cell !== null && typeof what === 'string') seen.set(what, [...(seen.get(what) ?? []), cell])
  }
  const often = [...seen.values()].filter(({ length }) => length >= 3)
  const values = often.reduce((sum, { length }) => sum + length, 0)
  return values >= 6 && often.reduce((sum, one) => sum + new Set(one).size, 0) > 0.5 * values
}

/** Organisations have names of several words. */
const isConsumer = (value: string): boolean => /^[^/]{1,60}$/.test(value)
/** How a cache answered: no part of a system. */
const isCacheWord = (value: string): boolean =>
  /^(?:hit|miss|pass|pipe|synth|bypass|expired|stale|updating|revalidated|hitpass|hitmiss)$/i.test(value)
const isUser = (value: string): boolean => /^[^\s/]{1,60}$/.test(value)
const isSize = (value: string): boolean => isWhole(value) || /^\d+$/.test(value.replaceAll(',', ''))

/** Statuses that are nothing but statuses: few, and some of them of success, or the name says it. */
function isWorthAStatus(column: Column): boolean {
  const isNamed = isCalled(
    column,
    new Set(['status', 'code', 'rc', 'sc', 'result', 'response', 'http', 'statut', 'estado', 'resultcode'])
  )
  const went = share(column, (value) => /^[23]/.test(value))
  return column.distinct <= 25 && (isNamed || (went > 0.3 && column.distinct < column.values.length))
}

/** Few words, each of an outcome, one of them a success. */
function areOutcomes(column: Column): boolean {
  return (
    column.distinct <= 15 &&
    holds(column, (value) => statusOfOutcome(value) !== null, 0.98) &&
    column.values.some((value) => statusOfOutcome(value) === 200)
  )
}

function statusesOf({ values }: Column): string {
  return [...new Set(values)]
    .slice(0, 6)
    .map((word) => `${word} ${statusOfOutcome(word) ?? 'none'}`)
    .join(', ')
}

/** A column of names of operations: its name says so, and few names come again and again. */
function operationAmong(columns: readonly Column[]): Column | null {
  const fit = columns.filter(
    (column) =>
      holds(column, isOperation, 0.95) &&
      filled(column) > 0.9 &&
      column.distinct <= Math.max(3, column.values.length * 0.5) &&
      share(column, isIdentifier) < 0.5 &&
      isCalled(column, roleWords.operation) &&
      !isCalled(column, roleWords.service)
  )
  return bestOf(fit, new Set(['operation', 'op', 'action', 'method', 'endpoint', 'route']))
}

/** `GET Plots/List`, as frameworks name what they do. */
const isLedByMethod = (value: string): boolean => /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) \S+$/.test(value)

/** Of columns of names that no name explains the one that tells most apart, and more than two things. */
function likeliest(columns: readonly Column[]): Column | null {
  const fit = columns.filter(
    (column) =>
      holds(column, isOperation) &&
      share(column, isAddress) === 0 &&
      share(column, isIdentifier) < 0.5 &&
      share(column, (value) => isLevelWord(value) || /\d (?:ms|s|us)\b|\dms\b/.test(value)) === 0 &&
      filled(column) > 0.95 &&
      column.distinct >= 3 &&
      column.distinct <= 0.3 * column.values.length &&
      ![roleWords.service, roleWords.host, roleWords.user, roleWords.consumer, roleWords.client].some((any) =>
        isCalled(column, any)
      )
  )
  const [best, next] = fit.toSorted((a, b) => b.distinct - a.distinct)
  return best !== undefined && (next === undefined || next.distinct < best.distinct) ? best : null
}

const bestOf = (columns: readonly Column[], named: ReadonlySet<string>): Column | null =>
  columns.find((column) => isCalled(column, named)) ?? columns[0] ?? null

/** Does a sentence stand in it? Then the records tell something, and a request is only what they tell of. */
function saysSomething(column: Column): boolean {
  return (
    share(column, (value) => isSpeech(value) && !isName(value)) > 0.5 && column.distinct > 8 && !/agent|ua/i.test(column.name)
  )
}

/** Does another column, or this one, have the role already by a usual name, with values that fit it? */
function isTaken(columns: readonly Column[], usual: readonly string[], fits: (value: string) => boolean, found: Column): boolean {
  for (const name of usual) {
    const any = plainNames([name])
    const column = columns.find((one) => isNamed(one.name, any))
    if (column !== undefined) return column === found || holds(column, fits, 0.9)
  }
  return false
}
