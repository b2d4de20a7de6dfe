import type { Column, Scalar } from '../domain/index.ts'

/** Columns from names in order, each with its unit after a colon: `time:time source line wait_ms:ms`. */
export function columnsOf(names: string): Column[] {
  return names.split(/\s+/).map((column) => {
    const [name = '', unit = null] = column.split(':')
    return { name, unit }
  })
}

/** A row of the columns from its cells by name; null where none is named. */
export const cellsOf = (columns: readonly Column[], cells: Readonly<Record<string, Scalar>>): Scalar[] =>
  columns.map(({ name }) => cells[name] ?? null)
