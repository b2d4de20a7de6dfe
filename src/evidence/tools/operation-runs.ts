import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { asksOf } from '../asks-of-runs.ts'
import { columnsOf } from '../columns.ts'
import { readRuns, type Run, servedRuns, slowThreshold } from '../runs.ts'
import { queryRows } from '../query-rows.ts'
import { slowOnlyFrom } from '../slow-only.ts'
import { inSpan, spanOf } from '../span.ts'
import { medianOf, runsTest } from '../statistics/index.ts'
import { partOf, timePartsOf } from '../time-parts.ts'
import { readSurroundings } from '../surroundings.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { windowArgument } from '../window.ts'
import { populationArgument } from './operations.ts'

const Arguments = z.object({
  population: populationArgument,
  operation: z.string(),
  window: windowArgument,
  limit: z.int().min(1).max(500).default(120)
})

const columns = columnsOf('time:time duration_ms:ms slow failed load holders waiters cpu source line')
const noFacts = Object.fromEntries(
  (
    'threshold_ms alternations interleaved slow_min_ms slow_max_ms fast_min_ms fast_max_ms fast_after_slow_ms switch_p_value ' +
    'first_slow_at first_slow_began_at last_slow_at holders_at_first_slow waiters_at_first_slow slow_without_waiters slow_without_waiters_max_ms ' +
    'slow_without_waiters_at added_in added_in_share added_in_slow_ms added_in_fast_ms asks asks_slow asks_fast asks_each_slow_ms asks_each_fast_ms'
  )
    .split(' ')
    .map((name): [string, Scalar] => [name, null])
)

export const operationRuns: EvidenceTool<typeof Arguments> = {
  name: 'operation_runs',
  description:
    'The single runs of one operation in time order, each with the load, holders, waiters and CPU of its time. Tells whether slow and ' +
    'fast runs are interleaved (then the run itself decides, not the state of the system: starvation makes all slow together), whether ' +
    'there were slow runs while nobody waited, and how fast the runs right after slow ones were (fast_after_slow_ms, median). ' +
    'first_slow_began_at is its time less its duration: most logs write a run when it ends. ' +
    'switch_p_value is the chance of so few changes between slow and fast if their order were random. Runs that failed fast were ' +
    'refused and are listed but count neither as slow nor as fast.',
  arguments: Arguments,
  run: async ({ population, operation, window, limit }, context) => {
    const span = spanOf(window)
    const { runs: everywhere, total } = await readRuns(context, { population, operation })
    const inside = everywhere.filter(({ at }) => inSpan(at, span))
    const slowOnly = population === 'statements' ? await slowOnlyFrom(context) : null
    // Not known from before to a log that keeps slow ones only: quicker then than what it keeps.
    const cameUp = slowOnly !== null && isNewToLog(everywhere, span.from, await logBegins(context))
    const threshold = slowThreshold(everywhere, cameUp ? 4 * slowOnly : undefined)
    if (inside.length === 0 || !threshold) {
      const reading = `No timed run of "${operation}" in the window; ${total} in all of ${population}.`
      return { status: 'no_data', reading, facts: { runs: 0, slow: 0, fast: 0, ...noFacts } }
    }
    const surroundings = await readSurroundings(context)
    const { thresholdMs } = threshold
    const isSlow = ({ durationMs }: Run): boolean => durationMs > thresholdMs
    const served = servedRuns(inside, thresholdMs)
    const slow = served.filter(isSlow)
    const fast = served.filter((run) => !isSlow(run))
    const order = runsTest(served.map(isSlow))
    const first = slow[0]
    const atFirst = first ? surroundings.at(first.at) : null
    const alone = slow.filter(({ at }) => surroundings.at(at).waiters === 0)
    const longest = longestOf(alone)
    const between = served.filter(({ at }) => at >= (first?.at ?? Infinity) && at <= (slow.at(-1)?.at ?? -Infinity))
    const fastBetween = between.filter((run) => !isSlow(run))
    // Interleaved: fast runs all through the slow time, not one quiet spell. A quarter of what random order would give is enough.
    const interleaved =
      fastBetween.length >= 3 &&
      fastBetween.length >= 0.1 * between.length &&
      order.alternations >= Math.max(4, order.expected / 4)
    // Where every run of the window is slow, those before it are what they are compared with.
    const usual = fast.length >= 3 ? fast : servedRuns(everywhere, thresholdMs).filter((run) => !isSlow(run))
    const [part] = timePartsOf(slow, usual)
    const asks = asksOf(slow, usual, (run) => (part ? partOf(run, part.name) : run.durationMs))
    const after = served.filter((run, i) => !isSlow(run) && i > 0 && isSlow(served[i - 1] ?? run))
    const measured = surroundings.at(first?.at ?? inside[0]?.at ?? 0).waiters !== null || alone.length > 0
    return {
      status: 'found',
      reading:
        `${slow.length} slow and ${fast.length} fast runs (threshold ${thresholdMs.toFixed(0)} ms), ` +
        `${interleaved ? 'interleaved' : 'not interleaved'}: ${order.alternations} changes between them` +
        (measured ? `; ${alone.length} slow while nobody waited.` : '.'),
      facts: {
        runs: inside.length,
        slow: slow.length,
        fast: fast.length,
        threshold_ms: thresholdMs,
        alternations: order.alternations,
        interleaved,
        slow_min_ms: extreme(slow, Math.min),
        slow_max_ms: extreme(slow, Math.max),
        fast_min_ms: extreme(fast, Math.min),
        fast_max_ms: extreme(fast, Math.max),
        fast_after_slow_ms: medianOf(after.map(({ durationMs }) => durationMs)),
        switch_p_value: order.pClustered,
        first_slow_at: first ? instantOf(first.at) : null,
        first_slow_began_at: first ? instantOf(Math.round(first.at - first.durationMs)) : null,
        last_slow_at: slow.length > 0 ? instantOf(slow.at(-1)?.at ?? 0) : null,
        holders_at_first_slow: atFirst?.holders ?? null,
        waiters_at_first_slow: atFirst?.waiters ?? null,
        slow_without_waiters: measured ? alone.length : null,
        slow_without_waiters_max_ms: longest?.durationMs ?? null,
        slow_without_waiters_at: longest ? instantOf(longest.at) : null,
        added_in: part?.name ?? null,
        added_in_share: part?.share ?? null,
        added_in_slow_ms: part?.slowMs ?? null,
        added_in_fast_ms: part?.fastMs ?? null,
        asks: asks?.name ?? null,
        asks_slow: asks?.slow ?? null,
        asks_fast: asks?.fast ?? null,
        asks_each_slow_ms: asks?.eachSlowMs ?? null,
        asks_each_fast_ms: asks?.eachFastMs ?? null
      },
      columns,
      rows: sampleOf(inside, limit).map((run) => {
        const { load, holders, waiters, cpu } = surroundings.at(run.at)
        return [instantOf(run.at), run.durationMs, isSlow(run), run.failed, load, holders, waiters, cpu, run.source, run.line]
      }),
      omitted:
        inside.length > limit ? { rows: inside.length - limit, why: 'every so-manieth run is shown, in time order' } : null,
      sources: inside.map(({ source }) => source)
    }
  }
}

/** So long was the log kept without it. */
const longWithout = 30 * 60_000

/** None before the window, or none before others had been logged for a while: what was changed in the evening harms in the morning. */
const isNewToLog = (runs: readonly Run[], window: number, begins: number | null): boolean =>
  runs.every(({ at }) => at >= window || (begins !== null && at >= begins + longWithout))

async function logBegins(context: ToolContext): Promise<number | null> {
  const [row] = await queryRows(context, 'SELECT epoch_ms(min(ts)) AS begins FROM statements WHERE duration_ms IS NOT NULL', [])
  return row?.number('begins') ?? null
}

function extreme(runs: readonly Run[], pick: (...values: number[]) => number): number | null {
  return runs.length === 0 ? null : runs.reduce((best, { durationMs }) => pick(best, durationMs), runs[0]?.durationMs ?? 0)
}

function longestOf(runs: readonly Run[]): Run | null {
  return runs.reduce<Run | null>((best, run) => (best === null || run.durationMs > best.durationMs ? run : best), null)
}

function sampleOf<T>(values: readonly T[], limit: number): T[] {
  if (values.length <= limit) return [...values]
  return Array.from({ length: limit }, (_, i) => values[Math.floor((i * values.length) / limit)]).filter(
    (value) => value !== undefined
  )
}
