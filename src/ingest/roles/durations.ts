import { durationMsOf, unitMs } from '../fields/durations.ts'
import { numberOf } from '../fields/fields.ts'
import { type Column, filled, holds, isCalled, middle } from './column.ts'
import { type UnitFound, unitOfDurations, unitOfName } from './duration-unit.ts'
import { durationName } from '../fields/usual-names.ts'
import { roleWords } from './role-words.ts'
import type { Found } from './sample.ts'
import type { TimeColumn } from './times.ts'

export interface DurationFound {
  readonly column: Column
  readonly unit: UnitFound
}

/** Names whose unit is fixed by whoever made them. */
const fixedUnit = /^event\.duration$|request_time$|query_time$/i
/** Numbers that cannot be how long something took, whatever they are called. */
const notDuration =
  /^(?:id|pid|port|code|status|line|version|year|count|rows|bytes|size|level|attempt|attempts|retries|retry|try|seq|page|pages)$/

/**
 * The column that says how long each record's matter took: one whose values state a unit of time, else one whose name says so, of
 * several the whole before its parts and the longer before the shorter. Fractions without any name only where `isTimed` says that
 * something in each record took time.
 */
export function durationAmong(columns: readonly Column[], times: readonly TimeColumn[], isTimed: boolean): DurationFound | null {
  const found = columns.flatMap((column): (DurationFound & { readonly rank: number; readonly typical: number })[] => {
    const isWritten = holds(column, (value) => /[a-z]|:/i.test(value) && durationMsOf(value) !== null, 0.9)
    const areNumbers = holds(column, (value) => (numberOf(value) ?? -1) >= 0, 0.95)
    if (!isWritten && !areNumbers) return []
    if (filled(column) < 0.5 || column.distinct < 2 || [...column.words].some((word) => notDuration.test(word))) return []
    const isNamed = isCalled(column, roleWords.duration) || unitOfName(column) !== null
    const isBare = !isNamed && !isWritten
    const told = unitOfDurations(column, columns, times)
    if (isBare && !told?.isProven && !(isTimed && (areFractions(column) || isShortForTime(column)))) return []
    const unit =
      told ??
      (isBare
        ? ({
            unit: 's',
            support: 'nothing names it; fractions of something that each record took: seconds',
            isCustom: false
          } as const)
        : ({ unit: 'ms', support: 'nothing states its unit: milliseconds', isCustom: false } as const))
    const numbers = column.values.flatMap((value) => (unit.unit === 'written' ? durationMsOf(value) : numberOf(value)) ?? [])
    const typical = middle(numbers) * (unit.unit === 'written' ? 1 : unitMs[unit.unit])
    const rank =
      (isNamed || isWritten || told?.isProven ? 4 : 0) +
      (isCalled(column, roleWords.partOfDuration) ? 0 : 2) +
      Math.round(filled(column))
    return [{ column, unit, rank, typical }]
  })
  const [best] = found.toSorted((a, b) => b.rank - a.rank || b.typical - a.typical)
  return best === undefined ? null : { column: best.column, unit: best.unit }
}

/** Decimal fractions, some above one (so no shares), none long, of the same precision. */
function areFractions({ values }: Column): boolean {
  const numbers = values.map(Number)
  return values.every((value) => /^\d+\.\d{2,9}$/.test(value)) && Math.max(...numbers) > 1 && middle(numbers) < 5
}

/**
 * Decimals under the letter that formulas have for it, or under what was timed (`req=0.184 up=0.180`): in records of something timed
 * no share.
 */
const isShortForTime = ({ name, values }: Column): boolean =>
  (/^(?:t|dt|tt)$/i.test(name) && values.every((value) => /^\d+\.\d{2,9}$/.test(value))) ||
  (/^(?:req(?:uest)?|resp?|response|reply|up(?:stream)?|backend|origin|srv|server|app|all|whole)$/i.test(name) &&
    values.every((value) => /^\d+\.(?:\d{3}|\d{6})$/.test(value)))

/**
 * Gives the duration its usual name, with its unit. What has one of the usual names keeps it, unless its unit is known by more
 * than custom and the name does not state it.
 */
export function nameDuration(found: Found, duration: DurationFound | null, among: readonly Column[]): void {
  if (duration === null) return
  const { column, unit } = duration
  const usual = among.filter(({ name }) => durationName.test(name))
  const statesUnit = durationName.exec(column.name)?.[2] !== undefined || fixedUnit.test(column.name)
  if (usual.length > 0 && (!usual.includes(column) || statesUnit || unit.isCustom || unit.unit === 'written')) return
  found.names.set(column.name, unit.unit === 'written' ? 'duration' : `duration_${unit.unit}`)
  found.support.push(`${column.name} is how long it took (${unit.support})`)
}
