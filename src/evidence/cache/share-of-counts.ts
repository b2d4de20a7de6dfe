import type { Point, Series } from '../read-series.ts'

const hitWord = /(?<![a-z])hits?(?![a-z])/i

/** What a cache did not answer, whatever it calls it: not there, not to be kept, passed by. */
const unanswered = /^(?:miss(?:es)?|hit[_-]?(?:for[_-]?)?(?:miss|pass)(?:es)?|pass(?:es)?|bypass(?:es)?)$/i

/**
 * Hits and misses that are counted beside each other, of one entity: what they say of the cache is the share of hits, and their
 * hits are no requests. Returns the series with that share (0–1) added and the hits no longer taken for load or for a share.
 */
export function withHitShares(all: readonly Series[]): Series[] {
  const shares: Series[] = []
  const paired = new Set<Series>()
  for (const hits of all) {
    if (!hitWord.test(hits.series.replaceAll('_', ' ')) || /rat|percent|pct|share/i.test(hits.series)) continue
    const other = hits.series.replace(/hits|hit/i, (word) => (/s$/i.test(word) ? 'misses' : 'miss'))
    const misses = all.find(({ entity, series }) => entity === hits.entity && series.toLowerCase() === other.toLowerCase())
    if (!misses) continue
    paired.add(hits)
    const [before = '', after = ''] = hits.series.split(/hits|hit/i)
    const asked = all.filter(
      (one) =>
        one.entity === hits.entity &&
        one.series.startsWith(before) &&
        one.series.endsWith(after) &&
        unanswered.test(one.series.slice(before.length, one.series.length - after.length))
    )
    const points = shareOf(hits, asked)
    if (points.length > 1)
      shares.push({
        ...hits,
        series: `${hits.series} ÷ (${[hits, ...asked].map(({ series }) => series).join(' + ')})`,
        role: 'cache-hits',
        unit: null,
        points
      })
  }
  if (shares.length === 0) return [...all]
  return [...all.map((one) => (paired.has(one) && one.role !== 'other' ? { ...one, role: 'other' as const } : one)), ...shares]
}

function shareOf(hits: Series, others: readonly Series[]): Point[] {
  const step = Math.max(1, ...others.map(({ stepMs }) => stepMs))
  const lostAt = new Map<number, number>()
  for (const { points } of others) {
    for (const { at, value } of points) {
      const key = Math.floor(at / step)
      lostAt.set(key, (lostAt.get(key) ?? 0) + value)
    }
  }
  return hits.points.flatMap(({ at, value, line }): Point[] => {
    const lost = lostAt.get(Math.floor(at / step))
    return lost === undefined || value + lost <= 0 ? [] : [{ at, line, value: value / (value + lost) }]
  })
}
