import { z } from 'zod'
import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { Work } from './shared-value.ts'

const mostRows = 200_000
const Parameters = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** What one trace (or request id) wrote to the log, by template and place; failed are those named. */
export async function tracedWork(context: ToolContext, { from, to }: TimeWindow, failed: ReadonlySet<string>): Promise<Work[]> {
  const rows = await queryRows(
    context,
    `SELECT ${traceOf} AS trace, template, parameters::VARCHAR AS parameters FROM events
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND level NOT IN ('error', 'fatal') AND ${traceOf} IS NOT NULL
     ORDER BY record_id`,
    [from, to],
    { rows: mostRows }
  )
  const byTrace = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const trace = row.text('trace') ?? ''
    const values = byTrace.get(trace) ?? new Map<string, string>()
    listOf(row.text('parameters')).forEach((value, i) => values.set(`${row.text('template') ?? ''} (${i + 1})`, value))
    byTrace.set(trace, values)
  }
  return [...byTrace].map(([trace, values]) => ({ failed: failed.has(trace), values }))
}

/** By which a log line says to which request it belongs. */
export const traceOf = `coalesce(attributes->>'trace_id', attributes->>'traceId', attributes->>'request_id', attributes->>'requestId', attributes->>'correlation_id', attributes->>'operation_Id', attributes->>'correlationId')`

/** Requests of the window with what their address asks for: segments of the path and the query string. */
export async function requestedWork(context: ToolContext, { from, to }: TimeWindow): Promise<Work[]> {
  const rows = await queryRows(
    context,
    `SELECT route, target, status, parameters::VARCHAR AS parameters FROM requests
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND status IS NOT NULL ORDER BY record_id`,
    [from, to],
    { rows: mostRows }
  )
  return rows.map((row) => ({
    failed: (row.number('status') ?? 0) >= 500,
    values: valuesOf(row.text('target'), row.text('parameters'))
  }))
}

/** A segment is named by the words before it, which are the route's own. */
function valuesOf(target: string | null, parameters: string | null): Map<string, string> {
  const values = new Map<string, string>()
  const segments = (target ?? '').split('?')[0]?.split('/').filter(Boolean) ?? []
  segments.forEach((segment, i) => {
    if (i > 0) values.set(`after /${segments[i - 1] ?? ''}/`, segment)
  })
  for (const [name, value] of Object.entries(recordOf(parameters))) if (value !== null) values.set(name, String(value))
  return values
}

function recordOf(json: string | null): z.infer<typeof Parameters> {
  try {
    return Parameters.safeParse(JSON.parse(json ?? '{}')).data ?? {}
  } catch {
    return {}
  }
}

/** A list as DuckDB writes it: `[a, b]`. A value with a comma is cut; what is cut alike is compared alike. */
const listOf = (text: string | null): string[] =>
  (text ?? '')
    .replaceAll(/^\[|\]$/g, '')
    .split(', ')
    .filter(Boolean)
