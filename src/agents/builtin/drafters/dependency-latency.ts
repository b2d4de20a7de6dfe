import { citeFact, type Evidence, state } from '../../../domain/index.ts'
import { fewCalls, forgottenOnTheWay, newlyFailing, outsideRows, type Row, slowdownOf } from '../../../verdict/index.ts'
import type { FindingDraft } from '../../roles.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** Three are a story, ten a list. */
const most = 3

/** Calls outside that became slow or failed; those that kept their speed are told too, for they are the comparison. */
export const draftDependencyLatency: Drafter = (calls) => {
  const outside = outsideRows(calls).filter((row) => (row.number('window_calls') ?? 0) >= fewCalls)
  const moved = outside.filter((row) => (slowdownOf(row) ?? 0) >= 2 || newlyFailing(row) >= 0.05)
  const steady = outside.filter((row) => !moved.includes(row) && slowdownOf(row) !== null)
  return [
    ...idled(calls),
    ...moved.slice(0, most).map((row) => draft('dependency-moved', 'cause', movedOf(row), { entity: row.text('dependency') })),
    ...steady.slice(0, 1).map((row) =>
      draft(
        'operation-steady',
        'context',
        state('calls to {dependency} stayed as they were: {before} in the median before, {now} in the window', {
          dependency: [row.cite('dependency'), 'text'],
          before: [row.cite('baseline_median_ms'), 'ms'],
          now: [row.cite('window_median_ms'), 'ms']
        }),
        { entity: row.text('dependency') }
      )
    )
  ]
}

function idled(calls: Evidence): FindingDraft[] {
  if (!forgottenOnTheWay(calls)) return []
  const statement = state('{count} connections were found dead when they were used again, nearly all after {least} s and more', {
    count: [citeFact(calls, 'idle_dropped'), 'integer'],
    least: [citeFact(calls, 'idle_least_s'), 'number']
  })
  return [draft('dependency-moved', 'cause', statement)]
}

function movedOf(row: Row): ReturnType<typeof state> {
  const known = slowdownOf(row) !== null
  const timed = row.number('window_median_ms') !== null
  const failing = newlyFailing(row) >= 0.05
  const why = failing && row.text('failure') !== null
  const took = `took {now} in the median${known ? ' instead of {before}' : ''}`
  const failed = `{share} of them failed${why ? ' ({failure})' : ''}`
  const said = [timed ? took : '', failing ? failed : ''].filter(Boolean).join(', and ')
  return state(`calls to {dependency} ({calls} in the window): ${said}`, {
    dependency: [row.cite('dependency'), 'text'],
    calls: [row.cite('window_calls'), 'integer'],
    ...(timed ? { now: [row.cite('window_median_ms'), 'ms'] } : {}),
    ...(timed && known ? { before: [row.cite('baseline_median_ms'), 'ms'] } : {}),
    ...(failing ? { share: [row.cite('window_failed_share'), 'share'] } : {}),
    ...(why ? { failure: [row.cite('failure'), 'text'] } : {})
  })
}
