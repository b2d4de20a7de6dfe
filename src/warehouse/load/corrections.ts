import type { DuckDBConnection } from '@duckdb/node-api'
import type { ChangedRoute } from '../enrichment/route.ts'
import type { Cell } from './appending.ts'
import { openColumnWriter } from './appending.ts'
import type { HeldEvents } from './held-events.ts'

/** Gives the events that were written too early the template that was learned from the whole. */
export async function correctTemplates(connection: DuckDBConnection, events: HeldEvents): Promise<void> {
  const stale = events.stale()
  if (stale.length === 0) return
  await connection.run(
    'CREATE TEMP TABLE described (record_id BIGINT, template VARCHAR, parameters VARCHAR[], named_parameters JSON)'
  )
  const writer = await openColumnWriter(connection, 'described', ['BIGINT', 'VARCHAR', 'VARCHAR[]', 'JSON'])
  for (const { templateId, upTo } of stale) {
    const result = await connection.stream(
      `SELECT record_id, message FROM events WHERE template_id = ${templateId} AND record_id <= ${upTo}`
    )
    for await (const rows of result.yieldRows()) {
      for (const [recordId, message] of rows) {
        const details = typeof message === 'string' ? events.describe(message, templateId) : null
        if (details !== null)
          writer.append([Number(recordId), details.template, details.parameters, details.namedParameters] satisfies Cell[])
      }
    }
  }
  await writer.close()
  await connection.run(
    `UPDATE events SET template = d.template, parameters = d.parameters, named_parameters = d.named_parameters
     FROM described d WHERE events.record_id = d.record_id`
  )
  await connection.run('DROP TABLE described')
}

/** Gives requests the routes in which names turned out to be values. */
export async function correctRoutes(connection: DuckDBConnection, changes: readonly ChangedRoute[]): Promise<void> {
  if (changes.length === 0) return
  await connection.run('CREATE TEMP TABLE changed_routes (entity VARCHAR, old VARCHAR, new VARCHAR)')
  const writer = await openColumnWriter(connection, 'changed_routes', ['VARCHAR', 'VARCHAR', 'VARCHAR'])
  for (const { entity, before, after } of changes) writer.append([entity, before, after])
  await writer.close()
  await connection.run(
    `UPDATE requests SET route = c.new FROM changed_routes c
     WHERE requests.route = c.old AND requests.entity IS NOT DISTINCT FROM c.entity`
  )
  await connection.run('DROP TABLE changed_routes')
}
