import { epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { fallColumn, worstCache } from './cache-series.ts'
import { resolutionOfHarm } from './harm-onset.ts'

const byAndBySeconds = 300

export const cacheFellBeforeHarm: DiagnosticTest = {
  id: 'cache-fell-before-harm',
  question: 'Had the cache lost its hits by the time that harm began?',
  dimension: 'precedence',
  calls: () => [],
  read(_found, _hypothesis, scene) {
    const cache = worstCache(scene.evidence.onsets)
    const column = cache ? fallColumn(cache) : 'onset'
    const at = cache?.text(column) ?? null
    if (!cache || at === null || cache.text('direction') !== 'down' || !scene.departsAt) {
      return cannotTell('no source dates a fall of a cache’s hits')
    }
    const values = { series: [cache.cite('series'), 'text'], at: [cache.cite(column), 'time'] } as const
    const late = (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000
    const resolution = Math.max(resolutionOfHarm(scene), cache.number('resolution_seconds') ?? 60)
    if (late <= resolution) return yes(late <= 0 ? 1 : 0.7, '{series} falls from {at} on, by the time that harm began', values)
    // What falls by and by is dated late, and what is thinly sampled is.
    if (late <= resolution + byAndBySeconds) return cannotTell('{series} falls from {at} on, about when harm began', values)
    return no(0.8, '{series} falls only from {at} on, after harm began', values)
  }
}
