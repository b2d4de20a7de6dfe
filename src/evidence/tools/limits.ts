import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { type LimitChange, readLimitChanges } from '../read-limit-changes.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const maxRows = 50

export const limits: EvidenceTool<typeof Arguments> = {
  name: 'limits',
  description:
    'Limits, sizes and time-outs whose value changed, from change records, log lines and limit series, over all the materials up ' +
    'to the end of the window. `lowered` is true when one was lowered before or in the window: the last before it, else the first in it, at lowered_at or up ' +
    'to lowered_within_seconds after it.',
  arguments: Arguments,
  run: async ({ window }, context) => {
    const found = (await readLimitChanges(context)).filter(({ time }) => time < window.to)
    const lowered = found.filter(({ direction }) => direction === 'lowered')
    // A limit lowered before the trouble can have caused it; one lowered during it only when none was before.
    const before = lowered.filter(({ time }) => time <= window.from)
    const set = before.at(-1) ?? lowered[0]
    // What a record set acts when a series shows it: with the restart that reads it, days later perhaps.
    const seen = lowered.find(
      (one) => one !== set && one.origin === 'series' && set?.origin === 'change' && one.time > set.time && same(one, set)
    )
    const suspect = set && seen ? { ...set, time: seen.time, resolutionSeconds: seen.resolutionSeconds } : set
    const facts = {
      limits: found.length,
      lowered: suspect !== undefined,
      lowered_name: suspect?.name ?? null,
      lowered_from: suspect?.from ?? null,
      lowered_to: suspect?.to ?? null,
      lowered_at: suspect?.time ?? null,
      lowered_by: suspect?.ref ?? null,
      lowered_within_seconds: suspect?.resolutionSeconds ?? null
    }
    if (found.length === 0) return { status: 'no_data', reading: 'No limit is seen to change.', facts }
    return {
      status: 'found',
      reading: suspect
        ? `${suspect.name} was lowered from ${suspect.from ?? 'an unknown value'} to ${suspect.to}.`
        : `${found.length} limits changed; none was lowered.`,
      facts,
      columns: columnsOf('time:time name from to direction origin ref source line'),
      rows: found
        .slice(-maxRows)
        .map((one) => [one.time, one.name, one.from, one.to, one.direction, one.origin, one.ref, one.source, one.line]),
      omitted: found.length > maxRows ? { rows: found.length - maxRows, why: 'the latest are shown' } : null,
      sources: found.map(({ source }) => source)
    }
  }
}

/** The same step: the same two numbers, or the same part of the value before where a series adds up instances. */
function same(one: LimitChange, other: LimitChange): boolean {
  const [from, to, before, after] = [one.from, one.to, other.from, other.to].map((value) => Number(value ?? Number.NaN))
  if (!from || !to || !before || !after) return false
  return (from === before && to === after) || Math.abs(to / from / (after / before) - 1) < 0.01
}
