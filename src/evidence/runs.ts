import { epochMsOf, type Scalar } from '../domain/index.ts'
import { queryRows, type Row } from './query-rows.ts'
import type { Span } from './span.ts'
import { splitTwoModes, quantileOf } from './statistics/index.ts'
import type { ToolContext } from './tool.ts'

/** When one run of one operation was, and how long it took. */
export interface TimedRun {
  readonly recordId: number
  readonly operation: string
  readonly at: number
  readonly durationMs: number
  readonly failed: boolean
  readonly source: string
  readonly line: number
  readonly entity: string | null
}

/** A run with what its record says of it. */
export interface Run extends TimedRun {
  readonly parameters: Readonly<Record<string, unknown>>
  readonly attributes: Readonly<Record<string, unknown>>
}

export interface RunQuery {
  readonly population: string
  readonly operation?: string | undefined
  /** Only so many, the first of those that began in a span; default: all. */
  readonly first?: { readonly most: number; readonly span: Span } | undefined
}

/** More runs than this are thinned: evenly by the hash of their number, the same each time. */
const mostRuns = 20_000

export interface Runs<R extends TimedRun = Run> {
  readonly runs: readonly R[]
  /** Runs there were before thinning. */
  readonly total: number
  /** Every so-manieth was kept, by `hash(record_id)`; 0 or 1: all. */
  readonly every: number
}

/** Timed runs in order of time (then of their number). */
export function readRuns(context: ToolContext, query: RunQuery): Promise<Runs> {
  return readAs(context, query, ', parameters, attributes', (row) => new ToldRun(row))
}

/** The same runs without what else their records say, which is most of what there is to read. */
export function readTimedRuns(context: ToolContext, query: RunQuery): Promise<Runs<TimedRun>> {
  return readAs(context, query, '', (row) => new AnsweredRun(row))
}

async function readAs<R extends TimedRun>(
  context: ToolContext,
  { population, operation, first }: RunQuery,
  more: string,
  runOf: (row: Row) => R
): Promise<Runs<R>> {
  const total = await totalOf(context, population, operation)
  const every = Math.ceil(total / mostRuns)
  const parameters: Scalar[] = [population]
  const where = ['population = $1', 'ts IS NOT NULL', 'duration_ms IS NOT NULL']
  if (operation !== undefined) where.push(`operation = $${parameters.push(operation)}`)
  if (every > 1) where.push(`hash(record_id) % ${every} = 0`)
  if (first)
    where.push(`epoch_ms(ts) >= $${parameters.push(first.span.from)}`, `epoch_ms(ts) < $${parameters.push(first.span.to)}`)
  const rows = await queryRows(
    context,
    `SELECT record_id, operation, ts, duration_ms, failed, source_id, first_line, entity${more} FROM operations
     WHERE ${where.join(' AND ')} ORDER BY ts, record_id ${first ? `LIMIT ${first.most}` : ''}`,
    parameters,
    { rows: mostRuns * 2 }
  )
  return { runs: rows.map(runOf), total, every }
}

/** How many timed runs there are, of one operation or of all. Counted once for all who ask. */
async function totalOf(context: ToolContext, population: string, operation: string | undefined): Promise<number> {
  const rows = await queryRows(
    context,
    `SELECT population, operation, count(*) AS runs FROM operations WHERE ts IS NOT NULL AND duration_ms IS NOT NULL
     GROUP BY ALL ORDER BY population, operation`,
    [],
    { rows: 500_000 }
  )
  return rows.reduce((sum, row) => {
    const isMeant = row.text('population') === population && (operation === undefined || row.text('operation') === operation)
    return isMeant ? sum + (row.number('runs') ?? 0) : sum
  }, 0)
}

/** A class, because its methods and getters are shared, and answers have thousands of runs. */
class AnsweredRun implements TimedRun {
  readonly recordId: number
  readonly operation: string
  readonly at: number
  readonly durationMs: number
  readonly failed: boolean
  readonly source: string
  readonly line: number
  readonly entity: string | null

  constructor(row: Row) {
    this.recordId = row.number('record_id') ?? 0
    this.operation = row.text('operation') ?? ''
    this.at = epochMsOf(row.text('ts') ?? '')
    this.durationMs = row.number('duration_ms') ?? 0
    this.failed = row.flag('failed') ?? false
    this.source = row.text('source_id') ?? ''
    this.line = row.number('first_line') ?? 0
    this.entity = row.text('entity')
  }
}

/** Takes what its record says apart when asked for it: of most runs nobody asks. */
class ToldRun extends AnsweredRun implements Run {
  readonly #row: Row
  #parameters: Run['parameters'] | null = null
  #attributes: Run['attributes'] | null = null

  constructor(row: Row) {
    super(row)
    this.#row = row
  }

  get parameters(): Run['parameters'] {
    return (this.#parameters ??= objectOf(this.#row.text('parameters')))
  }

  get attributes(): Run['attributes'] {
    return (this.#attributes ??= objectOf(this.#row.text('attributes')))
  }
}

function objectOf(json: string | null): Record<string, unknown> {
  const parsed: unknown = json === null || json === '' ? null : JSON.parse(json)
  return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed) ? { ...parsed } : {}
}

export interface SlowThreshold {
  readonly thresholdMs: number
  /** True when the durations have two modes with a valley between: the threshold then lies in the valley. */
  readonly bimodal: boolean
  /** Smallest slow ÷ largest fast duration; null when there is no slow one. */
  readonly gapRatio: number | null
}

/** Without two modes, slow is so many times the lower quartile: what a healthy run of the same kind takes, and then some. */
const slowFactor = 4

/**
 * What counts as slow among runs of one operation: beyond the valley between two modes, else more than four times the lower
 * quartile. Runs that failed fast were refused, not served, and are left out of the judgement. Null for no runs.
 */
export function slowThreshold(runs: readonly Pick<Run, 'durationMs' | 'failed'>[], given?: number): SlowThreshold | null {
  const served = runs.filter(({ failed }) => !failed).map(({ durationMs }) => durationMs)
  const all = runs.map(({ durationMs }) => durationMs)
  const quartile = quantileOf(served.length >= 4 ? served : all, 0.25)
  if (quartile === null) return null
  const durations = servedRuns(runs, quartile * slowFactor).map(({ durationMs }) => durationMs)
  const modes = splitTwoModes(durations)
  const thresholdMs = given ?? modes?.threshold ?? quartile * slowFactor
  const slow = durations.filter((ms) => ms > thresholdMs)
  const fast = durations.filter((ms) => ms <= thresholdMs)
  const most = fast.reduce((a, b) => Math.max(a, b), 0)
  const gapRatio = slow.length > 0 && most > 0 ? slow.reduce((a, b) => Math.min(a, b), Infinity) / most : null
  return { thresholdMs, bimodal: modes !== null, gapRatio }
}

/** Without the runs that failed faster than the threshold: they were refused. */
export function servedRuns<R extends Pick<Run, 'durationMs' | 'failed'>>(runs: readonly R[], thresholdMs: number): R[] {
  return runs.filter(({ failed, durationMs }) => !failed || durationMs > thresholdMs)
}
