import { z } from 'zod'
import { epochMsOf, Instant, instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { gaugeValues, mainGauge, toMsFactor } from '../gauges.ts'
import { lasting } from '../onset.ts'
import { operationLabels } from '../operation-labels.ts'
import { queryRows } from '../query-rows.ts'
import { spanOf } from '../span.ts'
import { medianOf, quantileOf } from '../statistics/index.ts'
import { readSurroundings } from '../surroundings.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({ time: Instant.describe('When it was done'), window: windowArgument })

const columns = columnsOf('time:time operation duration_ms:ms waiters holders')
const mostRows = 60
const nearMs = 1_800_000

/** What takes less is felt by nobody, however many times its usual it takes. */
const unfeltMs = 50

/**
 * Slow as in `operations`: more than four times the lower quartile of all the operation's runs. Of several populations that
 * saw the same work the one nearest to it speaks (statements before spans before requests), because its times hold no waiting.
 */
const sql = `
  SELECT population, operation, ts, duration_ms, source_id, ts >= $3::TIMESTAMP AS after
  FROM operations JOIN usual_times USING (population, operation)
  WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND duration_ms > greatest(4 * served_quartile_ms, ${unfeltMs})
    AND served_quartile_ms IS NOT NULL
  ORDER BY ts, population, record_id`

export const afterIntervention: EvidenceTool<typeof Arguments> = {
  name: 'after_intervention',
  description:
    'What stayed slow after something was done (a restart, a raised limit), and how many waited then: work that is slow while nobody ' +
    'waits is not cured by more of the resource. Runs are counted by when they began. Latency and errors are medians of the half hour before and after. recovered_at is when ' +
    'latency first stayed in its usual range.',
  arguments: Arguments,
  run: async ({ time, window }, context) => {
    const span = spanOf(window)
    const at = epochMsOf(time)
    const all = await queryRows(context, sql, [window.from, window.to, time], { rows: 100_000 })
    const population = ['statements', 'spans', 'requests', 'events'].find((name) =>
      all.some((row) => row.text('population') === name)
    )
    const runs = all.filter((row) => row.text('population') === population)
    const logged = runs.filter((row) => row.flag('after') === true)
    // Most logs write a run when it ends: what had begun before it was done is not what it left slow.
    const began = (row: (typeof runs)[number]): number => epochMsOf(row.text('ts') ?? time) - (row.number('duration_ms') ?? 0)
    const after = logged.filter((row) => began(row) >= at)
    const surroundings = await readSurroundings(context)
    const latency = mainGauge(surroundings.gauges, 'latency')
    const errors = mainGauge(surroundings.gauges, 'errors')
    const toMs = latency ? toMsFactor(latency) : 1
    const around = (gauge: typeof latency, from: number, to: number): number | null =>
      gauge ? medianOf(gaugeValues(gauge, { from, to })) : null
    const scaled = (value: number | null): number | null => (value === null ? null : value * toMs)
    const usual = latency ? quantileOf(gaugeValues(latency, { from: -Infinity, to: span.from }), 0.95) : null
    const later = latency?.points.filter((point) => point.at >= at) ?? []
    const recovered =
      usual === null
        ? undefined
        : later.find((_, i) =>
            stays(
              later.slice(i, i + lasting).map(({ value }) => value),
              1.5 * usual
            )
          )
    const worst = after.reduce<(typeof after)[number] | null>(
      (most, row) => (most === null || (row.number('duration_ms') ?? 0) > (most.number('duration_ms') ?? 0) ? row : most),
      null
    )
    const state = worst ? surroundings.at(epochMsOf(worst.text('ts') ?? time)) : null
    const facts = {
      slow_before: runs.length - logged.length,
      slow_begun_before: logged.length - after.length,
      slow_after: after.length,
      slow_after_recovery: recovered ? after.filter((row) => began(row) >= recovered.at).length : null,
      slow_after_max_ms: worst?.number('duration_ms') ?? null,
      slow_after_at: worst?.text('ts') ?? null,
      slow_after_waiters: state?.waiters ?? null,
      latency_before: scaled(around(latency, at - nearMs, at)),
      latency_after: scaled(around(latency, at, at + nearMs)),
      errors_before: around(errors, at - nearMs, at),
      errors_after: around(errors, at, at + nearMs),
      recovered_at: recovered ? instantOf(recovered.at) : null
    }
    const sources = [...runs.map((row) => row.text('source_id') ?? ''), ...(latency?.sources ?? []), ...(errors?.sources ?? [])]
    if (runs.length === 0 && later.length === 0) {
      const reading = `Neither slow work nor latency is recorded around ${time}: requests, statements, spans, timed log lines and metrics were searched.`
      return { status: 'no_data', reading, facts, sources }
    }
    const labels = await operationLabels(context)
    return {
      status: 'found',
      reading:
        `${after.length} slow runs begun after ${time}, ${runs.length - logged.length} before` +
        (logged.length > after.length ? `, ${logged.length - after.length} begun before and ended after it` : '') +
        (worst
          ? `; the slowest took ${Math.round(worst.number('duration_ms') ?? 0)} ms at ${worst.text('ts')} with ${state?.waiters ?? 'an unknown number of'} waiting.`
          : '.'),
      facts,
      columns,
      rows: after.slice(0, mostRows).map((row): Scalar[] => {
        const then = surroundings.at(epochMsOf(row.text('ts') ?? time))
        const operation = row.text('operation') ?? ''
        return [row.text('ts'), labels.get(operation) ?? operation, row.number('duration_ms'), then.waiters, then.holders]
      }),
      omitted: after.length > mostRows ? { rows: after.length - mostRows, why: 'the first are shown' } : null,
      sources
    }
  }
}

function stays(values: readonly number[], most: number): boolean {
  return values.length > 0 && values.every((value) => value <= most)
}
