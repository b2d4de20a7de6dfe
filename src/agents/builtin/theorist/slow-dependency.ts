import { citeFact, type Evidence, state, type ValuesOf } from '../../../domain/index.ts'
import {
  fewCalls,
  has,
  numberIn,
  outsideRows,
  predictionsFor,
  type Row,
  rowsIn,
  slowdownOf,
  waitsFor
} from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { triggerOf } from './change-trigger.ts'

/** Slow enough to be worth a hypothesis; the tests decide whether it is slow enough to be believed. */
const worthAsking = 2

/** Something outside the service became slow and ours waited for it. Undefined when no call outside is seen to be slower. */
export async function slowDependency(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const calls = await ask(desk, 'dependency_latency', frame)
  const origins = await ask(desk, 'service_origin', frame)
  const ours = new Set(rowsIn(origins).map((one) => one.text('service')))
  // What shows itself from within is looked at there; what is nobody's here and takes a good part of the time comes first.
  const isOutside = (one: Row): boolean =>
    ours.size > 0 && !ours.has(one.text('dependency')) && (one.number('share_of_slow_time') ?? 0) >= 0.25
  const row = outsideRows(calls)
    .filter((one) => (slowdownOf(one) ?? 0) >= worthAsking && (one.number('window_calls') ?? 0) >= fewCalls)
    .filter((one) => !waitsFor(one, calls))
    .sort((a, b) => Number(isOutside(b)) - Number(isOutside(a)) || (b.number('added_ms') ?? 0) - (a.number('added_ms') ?? 0))[0]
  const name = row?.text('dependency')
  if (!row || !name) return undefined
  const pool = await ask(desk, 'holders_waiters', frame)
  const draft = {
    category: 'slow-dependency',
    component: `${name}, which ${row.text('callers') ?? 'the service'} calls and waits for`,
    subject: subjectOf({ entity: name }),
    statement: statementOf(row),
    mechanism: mechanismOf(row, pool),
    onset: firstSlow(name, calls) ?? row.text('failing_at'),
    // Many sources write a call when it has ended.
    onsetResolutionSeconds: Math.max(60, Math.round((row.number('window_median_ms') ?? 0) / 1000)),
    proposedBy: 'theorist',
    predictions: predictionsFor('slow-dependency')
  } as const
  return { ...draft, trigger: await triggerOf(desk, draft) }
}

/** Each kind of source samples on its own, and a log writes a call when it has ended: the first that any of them saw slow. */
function firstSlow(name: string, calls: Evidence | undefined): string | null {
  const times = outsideRows(calls)
    .filter((one) => one.text('dependency') === name && (slowdownOf(one) ?? 0) >= worthAsking)
    .flatMap((one) => one.text('slower_at') ?? [])
  return times.sort()[0] ?? null
}

function statementOf(row: Row): HypothesisDraft['statement'] {
  const values = {
    dependency: [row.cite('dependency'), 'text'],
    now: [row.cite('window_median_ms'), 'ms'],
    most: [row.cite('window_max_ms'), 'ms']
  } as const
  return row.number('baseline_median_ms') === null
    ? state(
        'calls to {dependency}, of which none was slow enough to be logged before, took {now} in the median, the longest {most}',
        values
      )
    : state('calls to {dependency} took {now} in the median instead of {before}, the longest {most}', {
        ...values,
        before: [row.cite('baseline_median_ms'), 'ms']
      })
}

function mechanismOf(row: Row, pool: Evidence | undefined): HypothesisDraft['mechanism'] {
  const values: Record<string, ValuesOf[string]> = { dependency: [row.cite('dependency'), 'text'] }
  let template = 'Callers wait for {dependency} to answer'
  if (row.text('timeout') === 'plateau' && row.number('plateau_ms') !== null) {
    template += ' until a time-out of {timeout} ends it'
    values['timeout'] = [row.cite('plateau_ms'), 'ms']
  } else if (row.text('timeout') === 'none seen') template += ', and no time-out is seen that would end a long call'
  if (row.number('share_of_slow_time') !== null) {
    template += '; that makes up {share} of the time that was added'
    values['share'] = [row.cite('share_of_slow_time'), 'share']
  }
  if (has(pool, 'first_waiter_at') && has(pool, 'pool') && numberIn(pool, 'peak_waiters')) {
    template += '. Whoever waits keeps its place in {pool}, so that others queue from {waiter} on, at most {peak}'
    values['pool'] = [citeFact(pool, 'pool'), 'text']
    values['waiter'] = [citeFact(pool, 'first_waiter_at'), 'time']
    values['peak'] = [citeFact(pool, 'peak_waiters'), 'integer']
  }
  return state(template, values)
}
