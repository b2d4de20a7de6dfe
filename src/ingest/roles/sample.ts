import type { Attributes, TableName } from '../../domain/index.ts'
import { isValidity } from '../fields/record-of-fields.ts'
import { type Column, columnsOf, holds, middle } from './column.ts'
import { areClocks, clocksOfColumn, isDate, mainTime, type TimeColumn, timesOfColumn } from './times.ts'

/** Some records of a source as columns, with those that hold times. */
export interface Sample {
  readonly records: number
  readonly columns: readonly Column[]
  readonly times: readonly TimeColumn[]
  /** The columns that hold no times. */
  readonly untimed: readonly Column[]
  /** The column that says when each record's matter was. */
  readonly time: (TimeColumn & { readonly typicalGapMs: number }) | null
  /** Dates and times of day that stand in two columns, where none holds both. */
  readonly parted: { readonly date: Column; readonly clock: Column } | null
}

/** What was found: of which table the records are, own names with their usual ones, and what says so. */
export interface Found {
  readonly table: TableName
  readonly names: Map<string, string>
  /** Names that a record must have to be of the table. */
  readonly needs: readonly string[]
  readonly support: string[]
}

export function sampleOf(records: readonly Attributes[]): Sample {
  const columns = columnsOf(records)
  const times = columns.flatMap((column) => (isValidity(column.name) ? [] : (timesOfColumn(column) ?? [])))
  const time = mainTime(times) ?? columns.map((column) => clocksOfColumn(column)).find((one) => one !== null) ?? null
  return {
    records: Math.max(0, ...columns.map(({ cells }) => cells.length)),
    columns,
    times,
    untimed: columns.filter(({ name }) => !times.some(({ column }) => column.name === name)),
    time: time && { ...time, typicalGapMs: middle(gapsOf(time)) || 0 },
    parted: times.length === 0 ? partedTime(columns) : null
  }
}

function partedTime(columns: readonly Column[]): Sample['parted'] {
  const date = columns.find((column) => holds(column, isDate))
  const clock = date && columns.find((column) => column !== date && areClocks(column))
  return date !== undefined && clock !== undefined ? { date, clock } : null
}

function gapsOf({ ms }: TimeColumn): number[] {
  const sorted = ms.filter((one) => one !== null).toSorted((a, b) => a - b)
  return sorted.slice(1).map((one, index) => one - (sorted[index] ?? one))
}
