import type { Evidence, Scalar } from '../../domain/index.ts'
import type { Desk } from '../roles.ts'
import { notesOn } from './column-notes.ts'
import { withoutOwnWindows } from './named-windows.ts'

/** How much of a result a model is shown at first; the rest is said to be there. */
export interface EvidenceCut {
  readonly rows: number
  /** Characters of a cell. */
  readonly cell: number
  /** Characters of a whole result. */
  readonly whole: number
}

/** A statement's text as an argument is told by its ends. */
const shortNames = (_key: string, value: unknown): unknown => (typeof value === 'string' ? shortened(value, 80) : value)

/** Rows that are shown although they are over the cut, when no more than these are left. */
const fewLeft = 3
const few = 12
/** So many are shown whatever they take. */
const handful = 5
/** Of a longer table more rows than this are worth more than long cells. */
const enoughRows = 8

/** Evidence as a compact table for a model: id, call, reading, facts, rows with their numbers, and what was cut. */
export function evidenceText(
  evidence: Evidence,
  cut: EvidenceCut,
  desk: Pick<Desk, 'window' | 'baseline'>,
  noted = new Set<string>()
): string {
  const day = dayOf(desk)
  // What a simulation counts that does not fit the incident invites to be quoted.
  const shown = evidence.facts['calibrated'] === false ? withoutFigures(evidence) : evidence
  const facts = factsText(
    Object.entries(shown.facts).flatMap(([name, value]) => (value === null ? [] : [`${name}=${cellText(value, cut.cell, day)}`])),
    cut.whole * 0.55
  )
  const asked = timesShort(JSON.stringify(withoutOwnWindows(evidence.arguments, desk), shortNames), day)
  const call = `${evidence.id} ${evidence.tool}${asked === '{}' ? '' : ` ${asked}`}`
  const head = [
    `${call}: ${evidence.status === 'no_data' ? 'no data. ' : ''}${timesShort(evidence.reading, day)}`,
    ...facts
  ].join('\n')
  const table = tableOf(shown, cut, cut.whole - head.length, day)
  const hidden = shown.rows.length - table.shown
  return [
    head,
    ...table.lines,
    ...(hidden > 0 ? [`${hidden} more rows are kept and not shown here.`] : []),
    ...(evidence.omitted ? [`${evidence.omitted.rows} rows left out: ${evidence.omitted.why}`] : []),
    ...notesOn([...Object.keys(shown.facts).filter((name) => shown.facts[name] !== null), ...table.columns], noted)
  ].join('\n')
}

const withoutFigures = (evidence: Evidence): Evidence => ({
  ...evidence,
  facts: { calibrated: false, why_not: evidence.facts['why_not'] ?? null },
  rows: []
})

interface Table {
  readonly lines: readonly string[]
  readonly shown: number
  readonly columns: readonly string[]
}

/** As many rows as fit, with cells as long as fit: few rows show more of each. What all rows share stands once. */
function tableOf(evidence: Evidence, cut: EvidenceCut, room: number, day: string): Table {
  const { rows, columns } = evidence
  const held = heldColumns(evidence)
  if (rows.length === 0 || held.length === 0) return { lines: [], shown: 0, columns: [] }
  const constant = rows.length >= fewLeft ? held.filter((at) => rows.every((row) => row[at] === rows[0]?.[at])) : []
  const shared = constant.map((at) => `${columns[at]?.name}=${cellText(rows[0]?.[at] ?? null, cut.cell, day)}`)
  const varying = held.filter((at) => !constant.includes(at))
  const above = shared.length > 0 ? [`in every row: ${shared.join('; ')}`] : []
  const names = held.map((at) => columns[at]?.name ?? '')
  if (varying.length === 0) return { lines: above, shown: rows.length, columns: names }
  const title = ['row', ...varying.map((at) => titleOf(evidence, at))].join(' | ')
  const lineAt = (index: number, cell: number, prose = leastProse): string => {
    const texts = varying.map((at) => {
      const longest = isProse(columns[at]?.name ?? '') ? Math.max(cell, prose) : cell
      return cellText(rows[index]?.[at] ?? null, longest, day)
    })
    return [String(index), ...texts].join(' | ')
  }
  const left = room - title.length - (above[0]?.length ?? 0)
  const most = rows.length <= Math.max(few, cut.rows + fewLeft) ? rows.length : cut.rows
  const order = isSeries(evidence) ? spread(rows.length, most) : rows.slice(0, most).map((_, index) => index)
  const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0)
  const all = (cell: number, prose?: number): string[] => order.map((index) => lineAt(index, cell, prose))
  const wide = [6, 3, 2].map((factor) => all(factor * cut.cell))
  // All of few rows, be their cells short, rather than some of them.
  const narrow = rows.length <= few ? [2, 1].map((factor) => all(cut.cell, factor * cut.cell)) : []
  const fit = (cell: number, prose?: number): string[] =>
    fitting(order, (index) => lineAt(index, cell, prose), left, isSeries(evidence))
  const some = [fit(cut.cell), fit(cut.cell, cut.cell * 2), fit(cut.cell / 2, cut.cell)]
  const lines =
    [...wide, ...narrow].find((one) => lengthOf(one) <= left) ??
    some.find(({ length }) => length >= Math.min(enoughRows, rows.length)) ??
    some.at(-1) ??
    []
  return { lines: [...above, title, ...lines], shown: lines.length, columns: names }
}

/** The lines that fit, two at least: of a series every so-manieth, of a list the first. */
function fitting(order: readonly number[], lineOf: (index: number) => string, room: number, thin: boolean): string[] {
  let left = room
  const lines = order.map(lineOf)
  const least = lines.length <= handful ? handful : 2
  const first = lines.filter((line, index) => (left -= line.length + 1) >= 0 || index < least)
  return thin ? spread(lines.length, first.length).flatMap((at) => lines[at] ?? []) : first
}

/** So many of the numbers below a count, spread evenly, the first and the last among them. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index)
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / Math.max(1, most - 1)))
}

/** Rows in time order: their head alone would tell of a beginning what is untrue of the whole. */
function isSeries({ columns, rows }: Evidence): boolean {
  if (columns[0]?.unit !== 'time' || rows.length < 6) return false
  const times = rows.map((row) => Date.parse(String(row[0])))
  return times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))
}

/** What people or programs wrote is told by its words: it is cut last. */
const leastProse = 180
const isProse = (name: string): boolean => ['text', 'content', 'message', 'template'].includes(name)

/** Facts on a line, as many as fit; the rest is said to be there. */
function factsText(facts: readonly string[], longest: number): string[] {
  if (facts.length === 0) return []
  let left = longest
  const shown = facts.filter((fact) => (left -= fact.length + 2) >= 0)
  const hidden = facts.length - shown.length
  return [`facts: ${shown.join('; ')}${hidden > 0 ? `; and ${hidden} more` : ''}`]
}

/** Columns that are of use to a model: of wide tables not all are. */
const enough: Readonly<Record<string, string>> = {
  series_onsets: 'entity series role baseline_median peak onset load_explained beyond_load_onset resolution_seconds',
  operations:
    'population operation label runs failed median_ms p95_ms share_of_time baseline_runs baseline_median_ms baseline_p95_ms slow_runs',
  traffic_makeup: 'dimension value clients baseline_per_min window_per_min window_share share_of_added time_share failed_share'
}

/** Columns that hold anything, and not the same as one before. */
function heldColumns({ tool, columns, rows }: Evidence): number[] {
  const known = new Set<string>()
  const wanted = enough[tool]?.split(' ')
  return columns.flatMap(({ name }, at) => {
    if (wanted && !wanted.includes(name)) return []
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
  return shortened(flat, longest)
}

/** Cut in the middle: lines of logs end with what tells most, a status, a duration, a reason. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text
  const end = Math.floor(longest / 3)
  return `${text.slice(0, longest - end)}…${text.slice(text.length - end)}`
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
