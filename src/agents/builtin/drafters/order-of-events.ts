import { citeFact, type Evidence, state } from '../../../domain/index.ts'
import { has, rowsIn, textIn } from '../../../verdict/index.ts'
import type { FindingDraft } from '../../roles.ts'
import { draft } from '../draft.ts'

/** Whose earlier movement somebody could take for a cause. */
const told = /^(latency|errors|success|holders|waiters|utilisation|cpu|memory|gc|cache-hits|disk|network|queue)$/

/** What began before the first slow run and what after it: for the full pool, and for every series that filled up. */
export function draftOrderOfEvents(all: readonly Evidence[]): FindingDraft[] {
  const of = (tool: string): Evidence | undefined => all.find((one) => one.tool === tool)
  const [runs, onsets, pool] = [of('operation_runs'), of('series_onsets'), of('holders_waiters')]
  const slowAt = textIn(runs, 'first_slow_at')
  if (!has(runs, 'first_slow_at') || !slowAt) return []
  return [...ofPool(runs, slowAt, pool), ...ofSaturated(runs, slowAt, onsets), ...ofRamps(runs, slowAt, onsets)]
}

function ofPool(runs: Evidence, slowAt: string, pool: Evidence | undefined): FindingDraft[] {
  const waitAt = textIn(pool, 'first_waiter_at')
  if (!waitAt || !has(pool, 'first_waiter_at') || !has(pool, 'pool')) return []
  const order = slowAt < waitAt ? 'before' : 'after'
  const statement = state(`the first slow run was logged at {slow}, ${order} anyone is seen waiting for {pool} ({waiter})`, {
    slow: [citeFact(runs, 'first_slow_at'), 'time'],
    pool: [citeFact(pool, 'pool'), 'text'],
    waiter: [citeFact(pool, 'first_waiter_at'), 'time']
  })
  return [draft('order-of-events', 'symptom', statement, { series: textIn(pool, 'pool') })]
}

function ofSaturated(runs: Evidence, slowAt: string, onsets: Evidence | undefined): FindingDraft[] {
  const full = rowsIn(onsets).filter((row) => row.text('saturated_at') !== null && (row.text('saturated_at') ?? '') > slowAt)
  return full.slice(0, 6).map((row) =>
    draft(
      'order-of-events',
      'symptom',
      state('{series} is saturated from {at} on, after the first slow run ({slow}): a consequence, not its cause', {
        series: [row.cite('series'), 'text'],
        at: [row.cite('saturated_at'), 'time'],
        slow: [citeFact(runs, 'first_slow_at'), 'time']
      }),
      { series: row.text('series') }
    )
  )
}

/** Series that ramp with the load move before anything is slow; that is said, so that nobody takes them for the cause. */
function ofRamps(runs: Evidence, slowAt: string, onsets: Evidence | undefined): FindingDraft[] {
  const earlier = rowsIn(onsets).filter(
    (row) => told.test(row.text('role') ?? '') && row.text('onset') !== null && (row.text('onset') ?? '') < slowAt
  )
  const first = earlier[0]
  if (!first) return []
  const byLoad = earlier.filter((row) => (row.number('load_explained') ?? 0) >= 0.5).length > earlier.length / 2
  const others = earlier.length > 1 ? ' and others leave their' : ' leaves its'
  const statement = state(
    `{series}${others} healthy range from {at} on, before the first slow run is logged ({slow})${byLoad ? ': with the load of the time, which is no sign of a cause' : ''}`,
    {
      series: [first.cite('series'), 'text'],
      at: [first.cite('onset'), 'time'],
      slow: [citeFact(runs, 'first_slow_at'), 'time']
    }
  )
  return [draft('order-of-events', 'context', statement)]
}
