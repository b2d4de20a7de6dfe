import { z } from 'zod'
import type { TimeWindow } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type Exception, exceptionIn, kindOf, lineKind } from '../errors/exception.ts'
import { failingLines } from '../errors/failing-lines.ts'
import { statedWork } from '../errors/stated-work.ts'
import { triedAgain } from '../errors/tried-again.ts'
import { requestedWork, tracedWork, traceOf } from '../errors/read-work.ts'
import { type SharedValue, sharedValue } from '../errors/shared-value.ts'
import { queryRows, type Row } from '../query-rows.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument, within } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })
const columns = columnsOf(
  'exception message frame kind logger baseline_count window_count first_seen:time last_seen:time ratio shared_place shared_value shared_failed:share shared_others:share p_value source line entity'
)
const mostRows = 30
const nobody = {
  top_exception: null,
  top_message: null,
  top_frame: null,
  top_kind: null,
  top_logger: null,
  top_baseline: null,
  top_window: null,
  top_first_at: null,
  top_last_at: null,
  top_share_of_errors: null,
  shared_place: null,
  shared_value: null,
  shared_failed: null,
  shared_others: null,
  shared_p_value: null,
  again_place: null,
  again_value: null,
  again_times: null,
  again_share: null
}

interface Group {
  readonly exception: Exception
  readonly rows: Row[]
  readonly inWindow: number
  readonly inBaseline: number
  /** Does it name an exception? */
  readonly isNamed: boolean
}

export const errorKinds: EvidenceTool<typeof Arguments> = {
  name: 'error_kinds',
  description:
    'What the error lines say went wrong: exceptions by class, message and the program’s own place in the trace, in the window and in the ' +
    'baseline, each with what kind of fault it tells of (program: the code could not go on; resource; dependency; other), and the value that the ' +
    'failed work has in common and the other work has not (a record, a tenant, an input), from lines of the same trace and from addresses.',
  arguments: Arguments,
  run: async ({ window, baseline }, context) => {
    const from = baseline && baseline.from < window.from ? baseline.from : window.from
    const failing = await failingLines(context, window, baseline)
    const rows = await queryRows(
      context,
      `SELECT ts, entity, template, attributes::VARCHAR AS attributes, logger, message, attributes->>'stack' AS stack, attributes->>'exception' AS exception, ${traceOf} AS trace, source_id, first_line
       FROM events WHERE ${failing} AND ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP ORDER BY ts, record_id`,
      [from, window.to],
      { rows: 100_000 }
    )
    if (rows.length === 0) {
      return {
        status: 'no_data',
        reading: 'No error line with a time falls into the window or the baseline.',
        facts: { kinds: 0, errors: 0, ...nobody }
      }
    }
    const groups = grouped(rows, (row) => within(row.text('ts'), window), rateOf(window, baseline))
    const traced = groups.slice(0, 5).map(async (group) => {
      const failed = new Set(group.rows.flatMap((row) => row.text('trace') ?? []))
      // Only while it fails: what worked before tells of another time.
      const since = { from: group.rows[0]?.text('ts') ?? from, to: window.to }
      return failed.size < 3 ? null : sharedValue(await tracedWork(context, since, failed))
    })
    const requested = sharedValue(await requestedWork(context, window))
    const shared = (await Promise.all(traced)).map((one) => one ?? null)
    const since = {
      from: groups[0]?.rows.map((row) => row.text('ts') ?? '').find((ts) => ts >= window.from) ?? window.from,
      to: window.to
    }
    const work = await statedWork(context, since, failing)
    const stated = shared[0] || requested ? null : sharedValue(work)
    const again = triedAgain(work)
    const top = groups[0]
    // Lines that name no exception are counted among lines, exceptions among exceptions.
    const errors = groups.filter((one) => one.isNamed === top?.isNamed).reduce((sum, { inWindow }) => sum + inWindow, 0)
    const common = shared[0] ?? requested ?? stated
    return {
      status: 'found',
      reading: top
        ? `${groups.length} kinds of error; most ${top.exception.name}${top.exception.message ? ` (${top.exception.message})` : ''}: ${top.inBaseline} in the baseline, ${top.inWindow} in the window` +
          (common
            ? `; ${percent(common.failedShare)} of the failed have ${common.value}, ${percent(common.othersShare)} of the others`
            : '') +
          (again
            ? `; ${percent(again.share)} of the failures are about ${again.name} ${again.value}, tried again and again.`
            : '.')
        : `${rows.length} error lines, none of them in the window.`,
      facts: {
        kinds: groups.length,
        errors,
        ...nobody,
        ...(top
          ? {
              top_exception: top.exception.name,
              top_message: top.exception.message || null,
              top_frame: top.exception.frame,
              top_kind: kindOfGroup(top),
              top_logger: top.rows[0]?.text('logger') ?? null,
              top_baseline: top.inBaseline,
              top_window: top.inWindow,
              top_first_at: top.rows[0]?.text('ts') ?? null,
              top_last_at: top.rows.at(-1)?.text('ts') ?? null,
              top_share_of_errors: errors > 0 ? top.inWindow / errors : null
            }
          : {}),
        ...sharedFacts(common),
        ...(again
          ? { again_place: again.name, again_value: again.value, again_times: again.times, again_share: again.share }
          : {})
      },
      columns,
      rows: groups.slice(0, mostRows).map((group, i) => rowOf(group, shared[i] ?? null, baseline === null)),
      omitted: groups.length > mostRows ? { rows: groups.length - mostRows, why: 'the most frequent are shown' } : null,
      sources: rows.map((row) => row.text('source_id') ?? '')
    }
  }
}

/** How often something of healthy time is expected in the window. */
function rateOf(window: TimeWindow, baseline: TimeWindow | null): number {
  const length = ({ from, to }: TimeWindow): number => Date.parse(to) - Date.parse(from)
  return baseline === null ? 0 : length(window) / Math.max(1, length(baseline))
}

/** Exceptions that are fewer than this part of the lines that name none are not what the incident is about. */
const leastNamed = 0.1

/** Exceptions of one class, message and place together, and lines of one template that name none; those that came most beyond healthy time first. */
function grouped(rows: readonly Row[], inWindow: (row: Row) => boolean, rate: number): Group[] {
  const byKey = new Map<string, { exception: Exception; rows: Row[]; isNamed: boolean }>()
  for (const row of rows) {
    const named = exceptionIn(row.text('message') ?? '', row.text('stack') ?? row.text('exception'))
    const exception = named ?? lineKind(row.text('template'), row.text('message') ?? '', row.text('attributes'))
    const key = JSON.stringify(exception)
    const group = byKey.get(key) ?? { exception, rows: [], isNamed: named !== null }
    group.rows.push(row)
    byKey.set(key, group)
  }
  const groups = [...byKey.values()]
    .map((group) => {
      const inside = group.rows.filter(inWindow).length
      return { ...group, inWindow: inside, inBaseline: group.rows.length - inside }
    })
    .filter((group) => group.inWindow > 0)
  const excess = ({ inWindow: now, inBaseline }: Group): number => now - rate * inBaseline
  const mostOf = (isNamed: boolean): number => Math.max(0, ...groups.filter((one) => one.isNamed === isNamed).map(excess))
  const namedFirst = mostOf(true) > 0 && mostOf(true) >= leastNamed * mostOf(false)
  const rank = (group: Group): number => Number(group.isNamed === namedFirst)
  return groups.sort(
    (a, b) =>
      rank(b) - rank(a) || excess(b) - excess(a) || b.inWindow - a.inWindow || (a.exception.name < b.exception.name ? -1 : 1)
  )
}

/** A line that names no exception tells in all its words. */
const kindOfGroup = ({ exception, rows, isNamed }: Pick<Group, 'exception' | 'rows' | 'isNamed'>) =>
  kindOf(isNamed ? exception : { name: exception.name, message: (rows[0]?.text('message') ?? '').slice(0, 300) })

function rowOf(
  { exception, rows, inWindow, inBaseline, isNamed }: Group,
  shared: SharedValue | null,
  alone: boolean
): (string | number | null)[] {
  return [
    exception.name,
    exception.message || null,
    exception.frame,
    kindOfGroup({ exception, rows, isNamed }),
    rows[0]?.text('logger') ?? null,
    alone ? null : inBaseline,
    inWindow,
    rows[0]?.text('ts') ?? null,
    rows.at(-1)?.text('ts') ?? null,
    alone || inBaseline === 0 ? null : inWindow / inBaseline,
    shared?.name ?? null,
    shared?.value ?? null,
    shared?.failedShare ?? null,
    shared?.othersShare ?? null,
    shared?.pValue ?? null,
    rows[0]?.text('source_id') ?? null,
    rows[0]?.number('first_line') ?? null,
    rows[0]?.text('entity') ?? null
  ]
}

const sharedFacts = (shared: SharedValue | null) =>
  shared
    ? {
        shared_place: shared.name,
        shared_value: shared.value,
        shared_failed: shared.failedShare,
        shared_others: shared.othersShare,
        shared_p_value: shared.pValue
      }
    : {}

const percent = (share: number): string => `${Math.round(share * 100)} %`
