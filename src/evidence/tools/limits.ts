import { z } from 'zod'
import { instantOf } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type HeldBack, heldBackProcessors } from '../held-back-processors.ts'
import { type LimitChange, readLimitChanges } from '../read-limit-changes.ts'
import { spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const maxRows = 50

export const limits: EvidenceTool<typeof Arguments> = {
  name: 'limits',
  description:
    'Limits, sizes and time-outs whose value changed, from change records, log lines and limit series, over all the materials up ' +
    'to the end of the window. `lowered` is true when one was lowered before or in the window: the last before it, else the first in it, at lowered_at or up ' +
    'to lowered_within_seconds after it. `held_…` tells of the service whose processor time was withheld by its scheduler, in what share of its periods.',
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
    const held = await heldBackProcessors(context, spanOf(window))
    const suspect =
      (held ? limitThatHolds(held, found) : null) ??
      (set && seen ? { ...set, time: seen.time, resolutionSeconds: seen.resolutionSeconds } : set)
    const facts = {
      limits: found.length,
      lowered: suspect !== undefined,
      lowered_name: suspect?.name ?? null,
      lowered_from: suspect?.from ?? null,
      lowered_to: suspect?.to ?? null,
      lowered_at: suspect?.time ?? null,
      lowered_by: suspect?.ref ?? null,
      lowered_within_seconds: suspect?.resolutionSeconds ?? null,
      held_entity: held?.entity ?? null,
      held_series: held?.series ?? null,
      held_before: held?.before ?? null,
      held_share: held?.now ?? null,
      held_at: held ? instantOf(held.at) : null
    }
    if (found.length === 0 && !held) return { status: 'no_data', reading: 'No limit is seen to change.', facts }
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
      sources: [...found.map(({ source }) => source), ...(held ? [held.source] : [])]
    }
  }
}

const ofProcessors = /(?:^|[^a-z])(?:v?cpus?|cores?|processors?|millicores|nanocpus|cpuquota|cpu\w*)(?:$|[^a-z])/i
/** Less used by so much is less to be had; as much or more is somebody who would like more. */
const farLess = 0.85

/**
 * The limit by which a scheduler holds back: the last that a record set on processors before, at work since its pods read it; without
 * a record, what the service could use until then and since. Null where it uses as much as ever: then it asks for more than it had.
 */
function limitThatHolds(held: HeldBack, found: readonly LimitChange[]): LimitChange | null {
  const { usedBefore, usedNow, at, stepMs, entity, source, line } = held
  const dated = { time: instantOf(at - stepMs), resolutionSeconds: Math.max(1, Math.round((2 * stepMs) / 1000)) }
  const isLess = usedBefore !== null && usedNow !== null && usedNow <= farLess * usedBefore
  const recorded = found.findLast(
    ({ name, time, direction, origin }) =>
      origin === 'change' && ofProcessors.test(name) && direction !== 'raised' && time <= instantOf(at)
  )
  const [from, to] = [figure(usedBefore), figure(usedNow)]
  if (recorded && (isLess || recorded.direction === 'lowered'))
    return { ...recorded, ...dated, from: recorded.from ?? (from === null ? null : `${from} in use`), direction: 'lowered' }
  if (!isLess || from === null || to === null) return null
  return {
    ...dated,
    name: `processor time of ${entity}`,
    from,
    to,
    direction: 'lowered',
    origin: 'series',
    ref: null,
    source,
    line
  }
}

const figure = (value: number | null): string | null => (value === null ? null : String(Number(value.toPrecision(3))))

/** The same step: the same two numbers, or the same part of the value before where a series adds up instances. */
function same(one: LimitChange, other: LimitChange): boolean {
  const [from, to, before, after] = [one.from, one.to, other.from, other.to].map((value) => Number(value ?? Number.NaN))
  if (!from || !to || !before || !after) return false
  return (from === before && to === after) || Math.abs(to / from / (after / before) - 1) < 0.01
}
