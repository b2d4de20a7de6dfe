import type { Scalar } from '../domain/index.ts'
import type { QueryLimits } from '../warehouse/index.ts'
import type { ToolContext } from './tool.ts'

/** One row of an answer, read by column. A column that is absent is null. */
export interface Row {
  text(column: string): string | null
  number(column: string): number | null
  flag(column: string): boolean | null
}

export type Rows = readonly Row[] & { readonly cut: boolean }

/** Asks the door and reads the answer by column name. */
export async function queryRows(
  context: Pick<ToolContext, 'query'>,
  sql: string,
  parameters: readonly Scalar[] = [],
  limits: QueryLimits = {}
): Promise<Rows> {
  const { columns, rows, cut } = await context.query(sql, parameters, limits)
  const places = new Map(columns.map(({ name }, i) => [name, i]))
  const cell = (row: readonly Scalar[], column: string): Scalar => row[places.get(column) ?? -1] ?? null
  const read = rows.map((row) => ({
    text: (column: string) => {
      const value = cell(row, column)
      return value === null ? null : String(value)
    },
    number: (column: string) => {
      const value = cell(row, column)
      return value === null || value === '' || Number.isNaN(Number(value)) ? null : Number(value)
    },
    flag: (column: string) => {
      const value = cell(row, column)
      return value === null ? null : value === true || value === 'true'
    }
  }))
  return Object.assign(read, { cut })
}
