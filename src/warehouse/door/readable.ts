import { type Columns, operationsColumns, tables } from '../load/tables.ts'
import { rollups } from '../rollups/make-rollups.ts'

/** What a query may name, with its columns: for suggestions and for the door's list of what may be read. */
export const readable: Readonly<Record<string, Columns>> = {
  ...tables,
  operations: operationsColumns,
  ...Object.fromEntries(rollups.map(({ table, columns }) => [table, columns]))
}
