import { epochMsOf, type TimeWindow } from '../../domain/index.ts'
import { type AttributeMap, attributesFrom } from '../attribute-of.ts'
import { keeper } from '../kept.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** A span in its trace. Parent and children are null and empty where the trace does not hold them. */
export interface SpanNode {
  readonly id: string
  readonly trace: string
  readonly entity: string | null
  readonly name: string
  /** Start, ms since the epoch. */
  readonly at: number
  readonly durationMs: number
  readonly failed: boolean
  readonly attributes: AttributeMap
  readonly source: string
  readonly line: number
  readonly parent: SpanNode | null
  readonly children: readonly SpanNode[]
  /** Names a parent that is not among the spans. */
  readonly orphan: boolean
}

export interface Forest {
  /** Spans without a parent, in order of time. */
  readonly roots: readonly SpanNode[]
  readonly spans: readonly SpanNode[]
  /** Every so-manieth trace was kept, by the hash of its id; 0 or 1: all. */
  readonly every: number
}

type Building = { -readonly [K in keyof SpanNode]: SpanNode[K] } & { children: SpanNode[]; parentId: string | null }

const mostSpans = 60_000
/** Spans of a trace that began in the window begin no later than this after its end. */
const graceMs = 300_000

/** All traces from the baseline's begin (everything, without one) to the window's end, as trees; thinned by whole traces. */
export function readSpans(context: ToolContext, window: TimeWindow, baseline: TimeWindow | null): Promise<Forest> {
  const from = baseline === null ? '0001-01-01T00:00:00.000Z' : baseline.from < window.from ? baseline.from : window.from
  const later = baseline !== null && baseline.to > window.to ? baseline.to : window.to
  const to = new Date(epochMsOf(later) + graceMs).toISOString()
  return keep(context, `${from} ${to}`, () => forestOf(context, from, to))
}

const keep = keeper<Forest>()

async function forestOf(context: ToolContext, from: string, to: string): Promise<Forest> {
  const where = 'ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP'
  const [count] = await queryRows(context, `SELECT count(*) AS n FROM spans WHERE ${where}`, [from, to])
  const every = Math.ceil((count?.number('n') ?? 0) / mostSpans)
  if (every === 0) return { roots: [], spans: [], every }
  const rows = await queryRows(
    context,
    `SELECT trace_id, span_id, parent_id, name, entity, epoch_us(ts) / 1000.0 AS at, duration_ms, failed, attributes, source_id, first_line
     FROM spans WHERE ${where} ${every > 1 ? `AND hash(trace_id) % ${every} = 0` : ''} ORDER BY ts, record_id`,
    [from, to],
    { rows: mostSpans * 3 }
  )
  const spans = rows.map((row): Building => ({
    id: row.text('span_id') ?? '',
    trace: row.text('trace_id') ?? '',
    parentId: row.text('parent_id'),
    entity: row.text('entity'),
    name: row.text('name') ?? '',
    at: row.number('at') ?? 0,
    durationMs: Math.max(0, row.number('duration_ms') ?? 0),
    failed: row.flag('failed') ?? false,
    attributes: attributesFrom(row.text('attributes')),
    source: row.text('source_id') ?? '',
    line: row.number('first_line') ?? 0,
    parent: null,
    children: [],
    orphan: false
  }))
  link(spans)
  return { roots: spans.filter(({ parent }) => parent === null), spans, every }
}

/** Joins spans to their parents. Where caller and callee share one id (Zipkin), the shorter one becomes the other's child. */
function link(spans: readonly Building[]): void {
  const byId = new Map<string, Building>()
  const keyOf = (trace: string, id: string): string => `${trace}\u0000${id}`
  for (const span of spans) {
    const key = keyOf(span.trace, span.id)
    const other = byId.get(key)
    if (!other || span.durationMs > other.durationMs) byId.set(key, span)
  }
  for (const span of spans) {
    const shared = byId.get(keyOf(span.trace, span.id))
    const named = span.parentId === null || span.parentId === '' ? undefined : byId.get(keyOf(span.trace, span.parentId))
    const parent = shared !== undefined && shared !== span ? shared : named
    if (parent === undefined || parent === span || descends(parent, span)) {
      span.orphan = span.parentId !== null && span.parentId !== '' && parent === undefined
      continue
    }
    span.parent = parent
    parent.children.push(span)
  }
}

/** Would joining make a circle? Broken traces may name each other as parents. */
function descends(span: SpanNode, from: SpanNode): boolean {
  for (let up: SpanNode | null = span; up !== null; up = up.parent) if (up === from) return true
  return false
}
