import { z } from 'zod'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** One part of the system calls another. */
export interface ServiceEdge {
  readonly caller: string
  readonly callee: string
}

const Values = z.record(z.string(), z.unknown())
const calleeNames = /^(?:calls|depends_?on|dependencies|downstreams?|uses|talks_?to|callees?|to|target)$/i
const callerNames = /^(?:name|service|id|from|source|caller)$/i

/** Who calls whom: by the spans of traces, else as a list of services in the materials says (without a time, so it is no log). */
export async function readServiceEdges(context: ToolContext): Promise<ServiceEdge[]> {
  const traced = await queryRows(
    context,
    `SELECT DISTINCT parent.entity AS caller, child.entity AS callee
     FROM spans child JOIN spans parent ON child.trace_id = parent.trace_id AND child.parent_id = parent.span_id
     WHERE child.entity <> parent.entity ORDER BY 1, 2 LIMIT 5000`
  )
  if (traced.length > 0) return traced.map((row) => ({ caller: row.text('caller') ?? '', callee: row.text('callee') ?? '' }))
  const listed = await queryRows(
    context,
    `SELECT entity, attributes, logger, message FROM events WHERE ts IS NULL AND attributes <> '{}' ORDER BY record_id LIMIT 2000`
  )
  return listed.flatMap((row) => {
    const values = valuesOf(row.text('attributes'))
    const from = row.text('entity') ?? named(values, callerNames) ?? row.text('logger') ?? row.text('message')
    const callees = Object.entries(values).flatMap(([name, value]) =>
      calleeNames.test(name) ? String(value).split(/\s*,\s*/) : []
    )
    return from === null ? [] : callees.filter(Boolean).map((callee) => ({ caller: from, callee }))
  })
}

function named(values: Readonly<Record<string, unknown>>, names: RegExp): string | null {
  const value = Object.entries(values).find(([name]) => names.test(name))?.[1]
  return typeof value === 'string' ? value : null
}

function valuesOf(json: string | null): Record<string, unknown> {
  try {
    return Values.safeParse(JSON.parse(json ?? '{}')).data ?? {}
  } catch {
    return {}
  }
}
