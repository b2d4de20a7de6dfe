import { citeFact, state } from '../../../domain/index.ts'
import { has, type Row, rowsIn, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** Resources and effects; load itself is told by `demand`, limits by `limits`. */
const told =
  /^(latency|errors|success|holders|waiters|utilisation|cpu|memory|gc|cache-hits|disk|network|queue|retries|cost-per-work)$/
/** More series than these are one story told again. */
const most = 10

export const draftSeriesOnsets: Drafter = (onsets, all) => {
  const runs = all.find((one) => one.tool === 'operation_runs' && has(one, 'first_slow_at'))
  const slowAt = textIn(runs, 'first_slow_at')
  const moved = rowsIn(onsets).filter((row) => row.text('onset') !== null && told.test(row.text('role') ?? ''))
  const drafts = moved.slice(0, most).map((row) => draft('series-moved', 'symptom', moveOf(row), { series: row.text('series') }))
  const earlier = moved.filter((row) => slowAt !== null && (row.text('onset') ?? '') < slowAt)
  const first = earlier[0]
  if (runs && slowAt && first) {
    const byLoad = earlier.filter((row) => (row.number('load_explained') ?? 0) >= 0.5).length > earlier.length / 2
    const statement = state(
      `{series} and others leave their healthy range from {at} on, before the first slow run is logged ({slow})${byLoad ? ': they ramp with the load of the time, which is no sign of a cause' : ''}`,
      {
        series: [first.cite('series'), 'text'],
        at: [first.cite('onset'), 'time'],
        slow: [citeFact(runs, 'first_slow_at'), 'time']
      }
    )
    drafts.push(draft('order-of-events', 'context', statement))
  }
  return drafts
}

function moveOf(row: Row): ReturnType<typeof state> {
  const by = row.number('load_explained') !== null
  const beyond = row.text('beyond_load_onset') !== null
  const full = row.text('saturated_at') !== null
  const template =
    `{series} leaves its healthy range at {onset} and peaks at {peak} ({peakAt})` +
    (by ? '; load explained {explained} of it while healthy' : '') +
    (beyond ? '; from {beyond} on it is more than load explains' : '') +
    (full ? '; saturated from {full}' : '')
  return state(template, {
    series: [row.cite('series'), 'text'],
    onset: [row.cite('onset'), 'time'],
    peak: [row.cite('peak'), 'number'],
    peakAt: [row.cite('peak_at'), 'time'],
    ...(by ? { explained: [row.cite('load_explained'), 'share'] } : {}),
    ...(beyond ? { beyond: [row.cite('beyond_load_onset'), 'time'] } : {}),
    ...(full ? { full: [row.cite('saturated_at'), 'time'] } : {})
  })
}
