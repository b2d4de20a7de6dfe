import { type Evidence, state } from '../../../domain/index.ts'
import { type Row, rowsIn } from '../../../verdict/index.ts'
import type { FindingDraft } from '../../roles.ts'
import { draft } from '../draft.ts'
import { draftCache } from './cache-fell.ts'
import type { Drafter } from './drafter.ts'
import { draftLostInstances } from './instances-lost.ts'

/** Resources and effects; load itself is told by `demand`, limits by `limits`. */
const told =
  /^(latency|errors|success|holders|waiters|utilisation|cpu|memory|gc|cache-hits|disk|network|queue|retries|cost-per-work)$/
/** More series than these are one story told again. */
const most = 10

export const draftSeriesOnsets: Drafter = (onsets) => [...draftCache(onsets), ...draftLostInstances(onsets), ...moves(onsets)]

const moves: (onsets: Evidence) => FindingDraft[] = (onsets) =>
  rowsIn(onsets)
    .filter((row) => row.text('onset') !== null && told.test(row.text('role') ?? ''))
    .slice(0, most)
    .map((row) => draft('series-moved', 'symptom', moveOf(row), { series: row.text('series') }))

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
