import { z } from 'zod'
import type { EvidenceTool } from '../tool.ts'

const Arguments = z.object({
  query: z.string().min(1).describe('One SELECT in DuckDB SQL on the tables of the warehouse. End it with ORDER BY.'),
  limit: z.int().min(1).max(500).default(50)
})

export const sql: EvidenceTool<typeof Arguments> = {
  name: 'sql',
  description:
    'One SELECT on the tables events, requests, statements, spans, metrics, alerts, reports, changes, lines and the view ' +
    'operations, for a question that no other tool answers. Order the result: an unordered one may not come out the same again.',
  arguments: Arguments,
  run: async ({ query, limit }, context) => {
    const { columns, rows, cut } = await context.query(query, [], { rows: limit })
    const sourceColumn = columns.findIndex(({ name }) => name === 'source_id')
    const sources = sourceColumn < 0 ? [] : rows.map((row) => row[sourceColumn]).filter((id) => typeof id === 'string')
    return {
      status: rows.length > 0 ? 'found' : 'no_data',
      reading: cut ? `The first ${rows.length} rows of more.` : `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}.`,
      facts: { rows: rows.length },
      columns: columns.map(({ name, type }) => ({ name, unit: type.startsWith('TIMESTAMP') ? 'time' : null })),
      rows,
      omitted: cut ? { rows: 0, why: `more rows than the limit of ${limit}; how many more was not counted` } : null,
      sources: [...new Set(sources)]
    }
  }
}
