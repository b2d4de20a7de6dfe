import { z } from 'zod'

export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Scalar = z.infer<typeof Scalar>

export const Column = z.strictObject({
  name: z.string(),
  /** ms, s, min, percent, per-minute, count, ratio, time, text … */
  unit: z.string().nullable()
})
export type Column = z.infer<typeof Column>

/** Arguments of a tool call: JSON, canonicalised (sorted keys, defaults filled in) before hashing. */
export const CallArguments = z.record(z.string(), z.json())
export type CallArguments = z.infer<typeof CallArguments>

/**
 * A tool call, its arguments and its bounded result. Identity is the hash of call and materials, so parallel agents,
 * resume and replay agree. Addressable to the cell: a fact by name, or a row and a column.
 */
export const Evidence = z.strictObject({
  /** `ev_` + first 12 hex digits of sha256(materialsHash, tool, canonical arguments). */
  id: z.string(),
  tool: z.string(),
  arguments: CallArguments,
  status: z.enum(['found', 'no_data']),
  /** One line: what the result says. For `no_data`: what was searched and not found. */
  reading: z.string(),
  /** Named results of the call as a whole. */
  facts: z.record(z.string(), Scalar),
  columns: z.array(Column),
  rows: z.array(z.array(Scalar)),
  /** What was left out of `rows`; null when nothing was. */
  omitted: z.strictObject({ rows: z.int(), why: z.string() }).nullable(),
  /** Ids of the sources the result rests on. */
  sources: z.array(z.string())
})
export type Evidence = z.infer<typeof Evidence>

/** The address of one cell of evidence, with the value that was there when it was cited. */
export const Citation = z.union([
  z.strictObject({ evidence: z.string(), fact: z.string(), value: Scalar }),
  z.strictObject({ evidence: z.string(), row: z.int().nonnegative(), column: z.string(), value: Scalar })
])
export type Citation = z.infer<typeof Citation>

/** What stands in a cell. Undefined when the address does not exist in this evidence. */
export function cellOf(evidence: Evidence, citation: Citation): Scalar | undefined {
  if ('fact' in citation) return evidence.facts[citation.fact]
  const column = evidence.columns.findIndex(({ name }) => name === citation.column)
  return column < 0 ? undefined : evidence.rows[citation.row]?.[column]
}

/** Cites a fact of the evidence. Throws RangeError when there is no such fact: a citation never dangles from birth. */
export function citeFact(evidence: Evidence, fact: string): Citation {
  const value = evidence.facts[fact]
  if (value === undefined) throw new RangeError(`${evidence.tool} ${evidence.id} has no fact "${fact}"`)
  return { evidence: evidence.id, fact, value }
}

/** Cites a cell by row and column. Throws RangeError when there is no such cell. */
export function citeCell(evidence: Evidence, row: number, column: string): Citation {
  const citation = { evidence: evidence.id, row, column, value: null }
  const value = cellOf(evidence, citation)
  if (value === undefined) throw new RangeError(`${evidence.tool} ${evidence.id} has no cell ${row}/${column}`)
  return { ...citation, value }
}

/** The evidence's rows as objects keyed by column: how rules read a table. */
export function rowsOf(evidence: Evidence): Record<string, Scalar>[] {
  return evidence.rows.map((row) => Object.fromEntries(evidence.columns.map(({ name }, i) => [name, row[i] ?? null])))
}
