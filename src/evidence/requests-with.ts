import { queryRows } from './query-rows.ts'
import type { ToolContext } from './tool.ts'

/**
 * A condition on `requests` that leaves out the sources of which is known that no request's attributes match an expression (RE2);
 * `false` where that leaves none.
 *
 * @param orElsewhere requests that name another host in their target are meant as well
 */
export async function requestsWith(
  context: Pick<ToolContext, 'query'>,
  expression: string,
  orElsewhere = false
): Promise<string> {
  const rows = await queryRows(
    context,
    `SELECT source_id, ${orElsewhere ? 'to_other_hosts > 0 OR ' : ''}NOT EXISTS (FROM request_attributes a WHERE a.source_id = s.source_id)
       OR EXISTS (FROM request_attributes a WHERE a.source_id = s.source_id AND regexp_matches(attributes::VARCHAR, $1)) AS may
     FROM request_sources s ORDER BY source_id`,
    [expression]
  )
  const may = rows.filter((row) => row.flag('may')).map((row) => row.text('source_id') ?? '')
  if (may.length === rows.length) return rows.length === 0 ? 'false' : 'true'
  return may.length === 0 ? 'false' : `source_id IN (${may.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ')})`
}
