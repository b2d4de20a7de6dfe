import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness } from '../reading.ts'
import { hitsLeft, worstCache } from './cache-series.ts'

/** A fifth of the hits lost sends work to what stands behind that it was never sized for; a twentieth is the day's wobble. */
const lost = 0.8
const kept = 0.95

export const cacheHitsFell: DiagnosticTest = {
  id: 'cache-hits-fell',
  question: 'Did a cache stop answering what it used to answer?',
  dimension: 'mechanism',
  calls: () => [],
  read(_found, _hypothesis, scene) {
    const cache = worstCache(scene.evidence.onsets)
    if (!cache) return cannotTell('no source measures the hits of a cache')
    const named = cache.text('entity') !== null
    const values = {
      ...(named ? { cache: [cache.cite('entity'), 'text'] as const } : {}),
      series: [cache.cite('series'), 'text'] as const,
      before: [cache.cite('baseline_median'), 'number'] as const,
      now: [cache.cite('window_median'), 'number'] as const
    }
    const template = `{series}${named ? ' of {cache}' : ''} went from {before} to {now}`
    const left = hitsLeft(cache)
    if (left <= lost) return yes(clearness(left, 0.95, 0.6), template, values)
    if (left >= kept) return no(clearness(left, 0.9, 1), template, values)
    return cannotTell(template, values)
  }
}
