import type { Evidence, Scalar } from '../../domain/index.ts'
import type { Desk } from '../roles.ts'
import { withoutOwnWindows } from './named-windows.ts'

/** How much of a result a model is shown at first; the rest is said to be there. */
export interface EvidenceCut {
  readonly rows: number
  /** Characters of a cell. */
  readonly cell: number
  /** Characters of a whole result. */
  readonly whole: number
}

/** Evidence as a compact table for a model: id, call, reading, facts, rows with their numbers, and what was cut. */
export function evidenceText(evidence: Evidence, cut: EvidenceCut, desk: Pick<Desk, 'window' | 'baseline'>): string {
  const day = dayOf(desk)
  const cell = (value: Scalar): string => cellText(value, cut.cell, day)
  const facts = factsText(
    Object.entries(evidence.facts).flatMap(([name, value]) => (value === null ? [] : [`${name}=${cell(value)}`])),
    cut.whole * 0.7
  )
  const asked = JSON.stringify(withoutOwnWindows(evidence.arguments, desk))
  const call = `${evidence.id} ${evidence.tool}${asked === '{}' ? '' : ` ${asked}`}`
  const head = [
    `${call}: ${evidence.status === 'no_data' ? 'no data. ' : ''}${timesShort(evidence.reading, day)}`,
    ...facts
  ].join('\n')
  const columns = shownColumns(evidence)
  const title = ['row', ...columns.map((at) => titleOf(evidence, at))].join(' | ')
  let left = cut.whole - head.length - title.length
  const rows = evidence.rows
    .slice(0, cut.rows)
    .map((row, index) => [String(index), ...columns.map((at) => cell(row[at] ?? null))].join(' | '))
    .filter((row, index) => (left -= row.length + 1) >= 0 || index < 2)
  const hidden = evidence.rows.length - rows.length
  return [
    head,
    ...(rows.length > 0 ? [title, ...rows] : []),
    ...(hidden > 0 ? [`${hidden} more rows are kept and not shown; ask more narrowly to see others.`] : []),
    ...(evidence.omitted ? [`${evidence.omitted.rows} rows left out: ${evidence.omitted.why}`] : [])
  ].join('\n')
}

/** Facts on a line, as many as fit; the rest is said to be there. */
function factsText(facts: readonly string[], longest: number): string[] {
  if (facts.length === 0) return []
  let left = longest
  const shown = facts.filter((fact) => (left -= fact.length + 2) >= 0)
  const hidden = facts.length - shown.length
  return [`facts: ${shown.join('; ')}${hidden > 0 ? `; and ${hidden} more` : ''}`]
}

/** Columns that hold anything, and not the same as one before. */
function shownColumns({ columns, rows }: Evidence): number[] {
  const known = new Set<string>()
  return columns.flatMap((_, at) => {
    const values = rows.map((row) => row[at] ?? null)
    const key = JSON.stringify(values)
    if (known.has(key) || values.every((value) => value === null || value === '')) return []
    known.add(key)
    return [at]
  })
}

function titleOf({ columns }: Evidence, at: number): string {
  const { name = '', unit = null } = columns[at] ?? {}
  return unit && !name.endsWith(`_${unit}`) && unit !== 'text' ? `${name} (${unit})` : name
}

function cellText(value: Scalar, longest: number, day: string): string {
  const text = value === null ? '' : typeof value === 'number' ? shortNumber(value) : String(value)
  const flat = timesShort(text.replaceAll(/[\r\n|]+/g, ' '), day)
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat
}

/** Four significant digits are enough to reason with; the cell keeps all of them. */
function shortNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)))
}

/** The date of the incident: times of that day are shown without it. */
export function dayOf({ window }: Pick<Desk, 'window' | 'baseline'>): string {
  return window?.from.slice(0, 10) ?? ''
}

/** `2031-04-07T09:15:00.000Z` → `09:15:00` on the incident's day, `2031-04-06 09:15:00` on others. */
export function timesShort(text: string, day: string): string {
  return text.replaceAll(
    /(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.000|(\.\d{3}))?Z/g,
    (_, date: string, time: string, ms?: string) => `${date === day ? '' : `${date} `}${time}${ms ?? ''}`
  )
}
