import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { type ServiceNames, serviceNames } from './service-name.ts'

const most = 5000

/** Names of services by every entity that spans, metrics and events of the materials carry. */
export async function readServiceNames(context: ToolContext): Promise<ServiceNames> {
  const rows = await queryRows(
    context,
    `SELECT DISTINCT entity FROM (SELECT entity FROM spans UNION ALL SELECT entity FROM metrics UNION ALL SELECT entity FROM events)
     WHERE entity IS NOT NULL AND entity <> '' ORDER BY entity LIMIT ${most}`
  )
  return serviceNames(rows.map((row) => row.text('entity') ?? ''))
}
