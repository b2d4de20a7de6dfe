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
  return Object.assign(
    rows.map((cells) => new AnsweredRow(cells, places)),
    { cut }
  )
}

/** A class, because answers have tens of thousands of rows: its methods are shared. */
class AnsweredRow implements Row {
  readonly #cells: readonly Scalar[]
  readonly #places: ReadonlyMap<string, number>

  constructor(cells: readonly Scalar[], places: ReadonlyMap<string, number>) {
    this.#cells = cells
    this.#places = places
  }

  text(column: string): string | null {
    const value = this.#cell(column)
    return value === null ? null : String(value)
  }

  number(column: string): number | null {
    const value = this.#cell(column)
    return value === null || value === '' || Number.isNaN(Number(value)) ? null : Number(value)
  }

  flag(column: string): boolean | null {
    const value = this.#cell(column)
    return value === null ? null : value === true || value === 'true'
  }

  #cell(column: string): Scalar {
    return this.#cells[this.#places.get(column) ?? -1] ?? null
  }
}
