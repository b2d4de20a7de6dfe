import { plainName } from '../fields/fields.ts'
import { usualNames } from '../fields/usual-names.ts'
import { type Column, filled, holds, isCalled, isNamed, plainNames, share } from './column.ts'
import { roleWords } from './role-words.ts'
import type { TimeColumn } from './times.ts'
import type { Sample } from './sample.ts'
import { isLevelWord, isSpeech } from './value-tests.ts'

const named = (columns: readonly Column[], usual: readonly string[]): boolean => {
  const any = plainNames(usual)
  return columns.some(({ name }) => isNamed(name, any))
}

/**
 * When each record's matter was, under whatever name: a column of times, or one of dates beside one of times of day. Given the usual
 * name where no column has one.
 */
export function timeRole({ columns, times, time, parted }: Sample, names: Map<string, string>, support: string[]): void {
  if (
    named(
      columns.filter(({ name }) => !names.has(name)).filter((column) => times.some((one) => one.column.name === column.name)),
      usualNames.time
    )
  )
    return
  if (time !== null && parted === null && isWorthATime(time)) {
    names.set(time.column.name, 'timestamp')
    support.push(`${time.column.name} is the time${time.isEpoch ? ', counted since 1970' : ''}`)
    return
  }
  if (parted === null) return
  const { date, clock } = parted
  if (plainName(date.name) === 'date' && plainName(clock.name) === 'time') return
  names.set(date.name, 'date').set(clock.name, 'time')
  support.push(`${date.name} and ${clock.name} together are the time`)
}

/** So long are sentences on average that are a log’s messages, where nothing else says that they are a log’s. */
const saysMuch = 25

/** Clock times alone may be how long something took; a name must say that they are times. */
const isWorthATime = ({ column, ms }: TimeColumn): boolean =>
  ms.some((one) => one !== null && one > 86_400_000 * 366 * 31) || isCalled(column, roleWords.time)

/** The level and the message of a log under names of somebody’s own: few words that are levels, and sentences. */
export function eventRoles({ columns, untimed }: Sample, names: Map<string, string>, support: string[]): void {
  const free = untimed.filter((column) => !names.has(column.name))
  const level = free.find((column) => holds(column, isLevelWord) && column.distinct >= 2 && filled(column) > 0.9)
  if (
    level !== undefined &&
    !named(
      columns,
      usualNames.level.filter((name) => name !== 's')
    )
  ) {
    names.set(level.name, 'level')
    support.push(`${level.name} is the level`)
  }
  if (named(columns, usualNames.message)) return
  const [message] = free
    .filter(
      (column) => column !== level && share(column, isSpeech) > 0.5 && filled(column) > 0.9 && !isCalled(column, roleWords.user)
    )
    .toSorted((a, b) => lengthOf(b) - lengthOf(a))
  const hasLevel = level !== undefined || named(columns, usualNames.level)
  if (message === undefined || (!hasLevel && (lengthOf(message) < saysMuch || message.distinct < 5))) return
  names.set(message.name, 'message')
  support.push(`${message.name} is the message`)
}

const lengthOf = ({ values }: Column): number => values.reduce((sum, { length }) => sum + length, 0) / values.length
