import { camelApart, epochMsOf, isAskedBehind } from '../../domain/index.ts'
import { type DiagnosticTest, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { cacheFellBeforeHarm } from './cache-fell-before-harm.ts'
import { cacheRows, fallColumn, worstCache } from './cache-series.ts'

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

/** What a cache holds, as stores, proxies and grids count it. */
const held = /\b(?:keys?|items|entries|objects|used[_ ]?memory|mem(?:ory)?[_ ]?used|(?:cache|heap)[_ ]?size|db\d?[_ ]?size)\b/i
const counted = (row: Row): string => camelApart(row.text('series') ?? '').replaceAll(/[_.:/-]+/g, ' ')
const lostHalf = 0.5
const timesMore = 5
const byAndByMs = 300_000

/**
 * What a cache threw away or lost by itself, before anybody waited: it evicts as it never did, holds far less than it did, or another node,
 * which holds less, answers for it. What is only filled late does none of that.
 */
function lostByItself(cache: Row, scene: Scene): Row | undefined {
  // Whatever is slow for long crowds a cache too: what lost by itself did so before, however coarsely harm is measured.
  const by = scene.departsAt === null ? 0 : epochMsOf(scene.departsAt) + byAndByMs
  const inTime = (row: Row, column = 'onset'): boolean => epochMsOf(row.text(column) ?? '9999-01-01T00:00:00.000Z') <= by
  if (!inTime(cache, fallColumn(cache))) return undefined
  const rows = rowsIn(scene.evidence.onsets)
  // A share that logs tell names no node: it may be any that is measured as a cache.
  const nodes = cache.text('entity')?.split(', ') ?? cacheRows(scene.evidence.onsets).flatMap((row) => row.text('entity') ?? [])
  const evicts = rows.find(
    (row) =>
      /\bevict/i.test(counted(row)) &&
      row.text('direction') === 'up' &&
      (row.number('window_median') ?? 0) > timesMore * (row.number('baseline_median') ?? 0) &&
      inTime(row)
  )
  const holdsLess = rows.find(
    (row) =>
      held.test(counted(row)) &&
      nodes.includes(row.text('entity') ?? '') &&
      row.text('direction') === 'down' &&
      (row.number('window_median') ?? 0) <= lostHalf * (row.number('baseline_median') ?? 0) &&
      inTime(row)
  )
  return evicts ?? holdsLess
}

/**
 * Where nobody counts what comes behind the cache, what it no longer answers says how much that is, if more is seen to be asked there
 * since, or the cache is seen to have lost what it held by itself; of a cache that had not lost its hits by the time of harm it may be that
 * nothing fills it any more.
 */
export function letThrough(hypothesis: Parameters<DiagnosticTest['read']>[1], scene: Scene): Reading | null {
  const row = worstCache(scene.evidence.onsets)
  const [before, now] = [row?.number('baseline_median') ?? 0, row?.number('window_median') ?? 0]
  const whole = before > 1 ? 100 : 1
  const fell = cacheFellBeforeHarm.read([], hypothesis, scene).outcome
  if (!row || before > whole || now > before || fell === 'no') return null
  const times = (whole - now) / Math.max(0.01 * whole, whole - before)
  if (times < 2) return null
  const asked = askedMore(row, scene)
  const lost = asked || fell !== 'yes' ? undefined : lostByItself(row, scene)
  const sign = asked ?? lost
  if (!sign) return null
  const said = asked
    ? '{sign} rose from {at} on'
    : 'that it lost what it held by itself is told by {sign}, which goes from {usual} to {level}'
  return yes(
    0.6 * clearness(Math.log(times), Math.log(1.5), Math.log(4)),
    `{series} went from {before} to {now}: what it no longer answers comes to what stands behind it, and ${said}`,
    {
      sign: [sign.cite('series'), 'text'],
      ...(asked
        ? { at: [sign.cite('onset'), 'time'] as const }
        : { usual: [sign.cite('baseline_median'), 'number'] as const, level: [sign.cite('window_median'), 'number'] as const }),
      series: [row.cite('series'), 'text'],
      before: [row.cite('baseline_median'), 'number'],
      now: [row.cite('window_median'), 'number']
    }
  )
}
