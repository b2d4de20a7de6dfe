import { type Evidence, type RunRecord, Statement } from '../../src/domain/index.ts'

/** A run folder as text, to be broken. */
export interface RunText {
  report: RunRecord
  markdown: string
  html: string
  journal: string
}

/** A number from 0 to below `n`, the same each time for the same operator. */
export type Draw = (n: number) => number

/** One way to break a good report. `edit` returns false where there is nothing of the kind to break. */
export interface Operator {
  readonly name: string
  /** What is no longer true of the run. */
  readonly breaks: string
  readonly edit: (run: RunText, draw: Draw) => boolean
}

/** Operators on report.json alone, in a table: what each does, and the edit. An edit that finds nothing to break returns false. */
export function inReport(
  breaks: string,
  table: Readonly<Record<string, (report: RunRecord, draw: Draw) => boolean | void>>
): Operator[] {
  return Object.entries(table).map(([name, edit]) => ({ name, breaks, edit: ({ report }, draw) => edit(report, draw) !== false }))
}

/** One of a list; undefined of an empty one. */
export const one = <T>(list: readonly T[], draw: Draw): T | undefined => list[draw(Math.max(1, list.length))]

/** Does the edit to one of the list; false for an empty one. */
export function toOne<T>(list: readonly T[], draw: Draw, edit: (element: T) => boolean | void): boolean {
  const element = one(list, draw)
  return element !== undefined && edit(element) !== false
}

/** Takes one out; false for an empty list. */
export function takeOut(list: unknown[], draw: Draw): boolean {
  return list.length > 0 && list.splice(draw(list.length), 1).length > 0
}

/** Doubles one; false for an empty list. */
export function double(list: unknown[], draw: Draw): boolean {
  const element = one(list, draw)
  if (element !== undefined) list.push(structuredClone(element))
  return element !== undefined
}

/** Exchanges two neighbours that differ; false where there are none. */
export function swap(list: unknown[], draw: Draw): boolean {
  const places = list.flatMap((element, i) => (i > 0 && JSON.stringify(element) !== JSON.stringify(list[i - 1]) ? [i] : []))
  const at = one(places, draw)
  if (at === undefined) return false
  ;[list[at - 1], list[at]] = [list[at], list[at - 1]]
  return true
}

const isStatement = (value: unknown): value is Statement => Statement.safeParse(value).success

/** Every statement of a report, as the object that stands there. */
export function statementsOf(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return []
  return 'template' in value && isStatement(value)
    ? [value]
    : Object.values(value).flatMap((inner: unknown) => statementsOf(inner))
}

export const cited = (report: RunRecord): Statement[] =>
  statementsOf(report).filter(({ values }) => Object.keys(values).length > 0)

/** A statement with a figure that is a number. */
export const numeric = (report: RunRecord): Statement[] =>
  cited(report).filter(({ values }) => Object.values(values).some(({ citation }) => typeof citation.value === 'number'))

export const found = (report: RunRecord): Evidence[] => report.evidence.filter(({ status }) => status === 'found')
export const withRows = (report: RunRecord): Evidence[] => found(report).filter(({ rows }) => rows.length > 1)

export const later = (instant: string, minutes = 7): string => new Date(Date.parse(instant) + minutes * 60_000).toISOString()
/** Another of the two or more words. */
export const other = <T extends string>(words: readonly T[], now: T): T => words.find((word) => word !== now) ?? now
