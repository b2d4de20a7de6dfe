import { isAskedBehind } from '../../domain/index.ts'
import { type DiagnosticTest, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { cacheFellBeforeHarm } from './cache-fell-before-harm.ts'
import { worstCache } from './cache-series.ts'

/**
 * What is counted behind the cache and came more often since its hits fell. A processor, a pool or a queue there also fills because a
 * query became slow, whose answers then never reach the cache.
 */
const askedMore = (cache: Row, { evidence }: Scene): Row | undefined =>
  rowsIn(evidence.onsets).find(
    (row) =>
      row.text('role') === 'load' &&
      isAskedBehind(row.text('series') ?? '') &&
      row.text('direction') === 'up' &&
      (row.text('entity') === null || row.text('entity') !== cache.text('entity')) &&
      (row.number('effect_size') ?? 0) >= far &&
      (row.text('onset') ?? '') >= (cache.text('onset') ?? '9')
  )
const far = 5

/**
 * Where nobody counts what comes behind the cache, what it no longer answers says how much that is, if more is seen to be asked there
 * since; of a cache that had not lost its hits by the time of harm it may be that nothing fills it any more.
 */
export function letThrough(hypothesis: Parameters<DiagnosticTest['read']>[1], scene: Scene): Reading | null {
  const row = worstCache(scene.evidence.onsets)
  const [before, now] = [row?.number('baseline_median') ?? 0, row?.number('window_median') ?? 0]
  const whole = before > 1 ? 100 : 1
  if (!row || before > whole || now > before || cacheFellBeforeHarm.read([], hypothesis, scene).outcome === 'no') return null
  const times = (whole - now) / Math.max(0.01 * whole, whole - before)
  const asked = askedMore(row, scene)
  if (times < 2 || !asked) return null
  return yes(
    0.6 * clearness(Math.log(times), Math.log(1.5), Math.log(4)),
    '{series} went from {before} to {now}: what it no longer answers comes to what stands behind it, and {asked} rose from {at} on',
    {
      asked: [asked.cite('series'), 'text'],
      at: [asked.cite('onset'), 'time'],
      series: [row.cite('series'), 'text'],
      before: [row.cite('baseline_median'), 'number'],
      now: [row.cite('window_median'), 'number']
    }
  )
}
