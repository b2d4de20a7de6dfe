import type { DetectorClause, DetectorRule, TimeWindow } from '../../domain/index.ts'
import { epochMsOf, type Instant, lookbackSecondsOf } from '../../domain/index.ts'
import { keeper } from '../kept.ts'
import { queryRows } from '../query-rows.ts'
import { type Span, spanOf } from '../span.ts'
import type { ToolContext } from '../tool.ts'
import { clauseValues } from './clause-values.ts'
import { type Grid, gridOver, indexOf } from './grid.ts'
import type { Lane } from './lane.ts'
import { quietSpans, readHealth } from './quiet-time.ts'
import { lanesOf } from './kept-lanes.ts'

/** A rule's clauses on all the time of the materials. */
export interface Evaluated {
  readonly grid: Grid
  /** One entry a different signal, in order of the clauses that use it first. */
  readonly inputs: readonly { readonly clauses: readonly number[]; readonly lanes: readonly Lane[] }[]
  readonly values: readonly Float64Array[]
  readonly sources: readonly string[]
  /** The time in which the cause acted and people were harmed. */
  readonly acting: Span
  /** Instants of the grid at which the service was well and the rule's gauges had values. */
  readonly quiet: readonly number[]
  /** Seconds between samples of the coarsest gauge; the interval of evaluation where all are counters. */
  readonly resolutionSeconds: number
}

/** Reads a rule's signals and computes its clauses. Null when the materials have no time at all. */
export async function evaluateRule(
  context: ToolContext,
  rule: DetectorRule,
  window: TimeWindow,
  actsFrom: Instant | null
): Promise<Evaluated | null> {
  const span = spanOf(window)
  const extent = await extentOfMaterials(context)
  if (!extent) return null
  const longest = Math.max(...rule.clauses.map(lookbackSecondsOf)) * 1000
  const grid = gridOver({ from: Math.min(extent.from, span.from - longest), to: Math.max(extent.to, span.to) }, rule.everySeconds)
  const inputs = await readInputs(context, rule.clauses, grid)
  const values = rule.clauses.map((clause, i) =>
    clauseValues(clause, inputs.find(({ clauses }) => clauses.includes(i))?.lanes ?? [], grid)
  )
  const acting = { from: Math.min(span.from, actsFrom === null ? Infinity : epochMsOf(actsFrom)), to: span.to }
  const steps = inputs.flatMap(({ lanes }) => lanes.filter(({ kind }) => kind === 'gauge').map(({ cells }) => stepOf(cells)))
  const resolutionSeconds = Math.max(1, ...steps) * rule.everySeconds
  // A summary is known a step after its time: so much longer does a window see what has passed.
  const lingersMs = longest + (resolutionSeconds > 60 ? resolutionSeconds * 1000 : 0)
  const spans = quietSpans(await readHealth(context), acting, lingersMs)
  const gauged = inputs.filter(({ lanes }) => lanes.some(({ kind }) => kind === 'gauge')).flatMap(({ clauses }) => clauses)
  const quiet = instantsIn(spans, grid).filter((i) => gauged.every((clause) => !Number.isNaN(values[clause]?.[i] ?? Number.NaN)))
  const sources = inputs.flatMap((input) => input.sources)
  return { grid, inputs, values, sources, acting, quiet, resolutionSeconds }
}

/** Instants of a grid that are in any of the spans. */
function instantsIn(spans: readonly Span[], grid: Grid): number[] {
  const isIn = new Uint8Array(grid.count)
  for (const { from, to } of spans) {
    const end = Math.min(grid.count, indexOf(grid, to))
    for (let i = Math.max(0, indexOf(grid, from)); i < end; i++) isIn[i] = 1
  }
  return [...isIn.keys()].filter((i) => isIn[i] === 1)
}

/** Is each clause true at an instant? A clause without a value is not. */
export function truthOf(
  clauses: readonly Pick<DetectorClause, 'comparison' | 'threshold'>[],
  values: readonly Float64Array[],
  count: number
): boolean[] {
  const truth = Array.from({ length: count }, () => true)
  for (const [c, { comparison, threshold }] of clauses.entries()) {
    const own = values[c]
    const sign = comparison === 'above' ? 1 : -1
    for (let i = 0; i < count; i++) if (!(sign * (own?.[i] ?? Number.NaN) > sign * threshold)) truth[i] = false
  }
  return truth
}

async function readInputs(
  context: ToolContext,
  clauses: readonly DetectorClause[],
  grid: Grid
): Promise<{ clauses: number[]; lanes: readonly Lane[]; sources: readonly string[] }[]> {
  const inputs = new Map<string, { clauses: number[]; lanes: readonly Lane[]; sources: readonly string[] }>()
  for (const [index, { signal }] of clauses.entries()) {
    const key = JSON.stringify(signal)
    const known = inputs.get(key)
    if (known) known.clauses.push(index)
    else inputs.set(key, { clauses: [index], ...(await lanesOf(context, signal, grid)) })
  }
  return [...inputs.values()]
}

const keepExtent = keeper<Span | null>()

/** First and last time in the materials; read once for an incident. */
const extentOfMaterials = (context: ToolContext): Promise<Span | null> => keepExtent(context, '', () => readExtent(context))

async function readExtent(context: ToolContext): Promise<Span | null> {
  const [row] = await queryRows(
    context,
    `SELECT epoch_ms(min(ts)) AS first, epoch_ms(max(ts)) AS last FROM (
       SELECT ts FROM metrics UNION ALL SELECT ts FROM requests UNION ALL SELECT ts FROM operations UNION ALL SELECT ts FROM events)`
  )
  const [first, last] = [row?.number('first') ?? null, row?.number('last') ?? null]
  return first === null || last === null ? null : { from: first, to: last }
}

/** Median distance between samples, in intervals. */
function stepOf(cells: Float64Array): number {
  const at = [...cells.keys()].filter((i) => !Number.isNaN(cells[i] ?? Number.NaN))
  const steps = at.slice(1).map((i, j) => i - (at[j] ?? i))
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 1
}
