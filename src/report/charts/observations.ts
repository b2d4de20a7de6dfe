import { epochMsOf, type RunRecord, rowsOf, type Scalar } from '../../domain/index.ts'
import type { ReportContext } from '../document/context.ts'

export type Row = Readonly<Record<string, Scalar>>
type Piece = RunRecord['evidence'][number]

/**
 * The record's evidence of a tool: the piece that is preferred, else the one with most rows; undefined when there is none
 * with rows.
 */
export function evidenceBy(
  { record }: ReportContext,
  tool: string,
  preferred: (piece: Piece) => boolean = () => false
): Piece | undefined {
  const pieces = record.evidence.filter((piece) => piece.tool === tool && piece.rows.length > 0)
  return pieces.find(preferred) ?? pieces.toSorted((a, b) => b.rows.length - a.rows.length)[0]
}

/** The rows that have a time, with it in milliseconds since the epoch, in order. */
export function timed(piece: Piece | undefined, column = 'time'): (Row & { readonly at: number })[] {
  if (!piece) return []
  return rowsOf(piece)
    .map((row) => ({ ...row, at: timeOf(row[column]) ?? Number.NaN }))
    .filter(({ at }) => Number.isFinite(at))
    .toSorted((a, b) => a.at - b.at)
}

export function numberOf(value: Scalar | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function timeOf(value: Scalar | undefined): number | null {
  if (typeof value !== 'string') return null
  const at = epochMsOf(value)
  return Number.isFinite(at) ? at : null
}

export function textOf(value: Scalar | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}
