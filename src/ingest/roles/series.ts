import { seriesRoleOf } from '../../domain/index.ts'
import { measureOf } from '../fields/measures.ts'
import { type Column, filled, holds, middle, share } from './column.ts'
import type { Sample } from './sample.ts'
import { isSpeech } from './value-tests.ts'

/** Rows that are measurements: numbers at a steady pace, of whatever the labels name. */
export interface SampledSeries {
  readonly labels: readonly string[]
  /** The label that names the series, where one column holds all values. */
  readonly series: string | null
  readonly measures: readonly string[]
}

/** Numbers that name or rank a thing and measure nothing. */
const noMeasure = /(?:^|[\W_])(?:id|pid|port|line|code|year|version|build|nr|no|number|seq)$/i
const mostLabels = 4

/**
 * Are the records measurements? Numbers, and besides the time only labels that come again; for each set of labels one row at a time,
 * at a steady pace. What happens at its own times is none. Null then.
 */
export function sampledSeries({ untimed, time, records }: Sample): SampledSeries | null {
  if (time === null || records < 4) return null
  const measures = untimed.filter((column) => isMeasure(column) && !noMeasure.test(column.name))
  const labels = untimed.filter((column) => !measures.includes(column))
  if (measures.length === 0 || labels.length > mostLabels || !labels.every((column) => isLabel(column, records))) return null
  const rows = new Map<string, number[]>()
  for (const [index, ms] of time.ms.entries()) {
    if (ms === null) continue
    const key = labels.map(({ cells }) => cells[index] ?? '').join('\n')
    const own = rows.get(key)
    if (own) own.push(ms)
    else rows.set(key, [ms])
  }
  if (records < 3 * rows.size || ![...rows.values()].every(isSteady)) return null
  const series =
    measures.length === 1
      ? (labels.find((column) => share(column, (value) => seriesRoleOf(value) !== 'other') > 0.6) ?? null)
      : null
  // What has one row at each step of the clock is one thing, whatever is said beside it (who was busiest just then).
  const all = time.ms.filter((ms) => ms !== null)
  const most = [...rows.values()].toSorted((a, b) => b.length - a.length)[0] ?? []
  const isOne = rows.size > 1 && isSteady(all) && stepOf(most) <= 1.5 * stepOf(all)
  const naming = labels.filter((label) => !(isOne && label.distinct > 1) && !isOfSome(label, measures))
  return { labels: naming.map(({ name }) => name), series: series?.name ?? null, measures: measures.map(({ name }) => name) }
}

const isMeasure = (column: Column): boolean => holds(column, (value) => measureOf(value) !== null, 0.9)

/** Few names that come again, none of them a sentence. */
function isLabel(column: Column, records: number): boolean {
  return (
    filled(column) > 0.5 &&
    column.distinct <= Math.max(3, records / 4) &&
    share(column, (value) => isSpeech(value) && value.length > 40) < 0.2
  )
}

/** `top1_process` beside `top1_cpu` and `memory` names whose the first is, and not what the row is about. */
function isOfSome(label: Column, measures: readonly Column[]): boolean {
  const stem = /^[\p{L}\d]+(?=[_.\- ])/u.exec(label.name)?.[0].toLowerCase()
  const own = measures.filter(({ name }) => stem !== undefined && name.toLowerCase().startsWith(stem))
  return own.length > 0 && own.length < measures.length
}

/** The usual time from one to the next. */
function stepOf(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return middle(sorted.slice(1).map((one, index) => one - (sorted[index] ?? one)))
}

/** Times that differ, by the same step or by few of them (a gap where a sample is missing). */
function isSteady(times: readonly number[]): boolean {
  const sorted = times.toSorted((a, b) => a - b)
  const steps = sorted.slice(1).map((one, index) => one - (sorted[index] ?? one))
  if (steps.length === 0) return true
  if (steps.filter((step) => step === 0).length > 0.05 * steps.length) return false
  const usual = middle(steps)
  if (usual < 500) return false
  const steady = steps.filter((step) => Math.abs(step / usual - Math.round(step / usual)) <= 0.1 && step >= 0.9 * usual)
  return steady.length >= 0.85 * steps.length
}
