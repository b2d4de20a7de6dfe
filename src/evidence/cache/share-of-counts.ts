import { camelApart } from '../../domain/index.ts'
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
  const pairs: Pair[] = []
  for (const hits of all) {
    if (!hitWord.test(camelApart(hits.series).replaceAll('_', ' ')) || /rat|percent|pct|share/i.test(hits.series)) continue
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
    pairs.push({ hits, asked })
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
  shares.push(...handedOver(pairs), ...ofLookUps(all, paired))
  if (shares.length === 0) return [...all]
  return [...all.map((one) => (paired.has(one) && one.role !== 'other' ? { ...one, role: 'other' as const } : one)), ...shares]
}

/** Misses of a cache, and not of a deadline or a heartbeat. */
const cacheMisses =
  /^(?:(?:\w*cache|redis|memcached?|valkey|varnish|gets?|cmd|keys?|keyspace|look[_ -]?ups?|reads?|objects?|store|total|count|per|min(?:ute)?|sec|s)[^a-z]*)*miss(?:es)?(?:[^a-z]+(?:total|count|per|min(?:ute)?|sec|s))*[^a-z]*$/i
/** What is looked up, as caches and their clients count it. */
const lookUps =
  /(?<![a-z])(?:cmd[_ ]?gets?|gets?[_ ]?cmds?|gets?|lookups?|look[_ -]ups?|requests?|reads?|fetches|accesses|calls|asked|total)(?![a-z])/i
/** Of so many points no more may be missed than was looked up: it is what they are missed of. */
const nearlyAlways = 0.98

/** Where hits are not counted, and misses are counted beside what was looked up, of one entity. */
function ofLookUps(all: readonly Series[], paired: ReadonlySet<Series>): Series[] {
  return all.flatMap((misses): Series[] => {
    const { series: name, entity, source } = misses
    if (!cacheMisses.test(name)) return []
    if ([...paired].some((hits) => hits.entity === entity)) return []
    const missed = new Map(misses.points.map(({ at, value }) => [at, value]))
    const words = new Set(name.toLowerCase().split(/[^a-z]+/))
    const shared = (one: Series): number =>
      one.series
        .toLowerCase()
        .split(/[^a-z]+/)
        .filter((word) => words.has(word)).length
    const [asked] = all
      .filter(
        (one) => one !== misses && one.entity === entity && one.source === source && lookUps.test(one.series.replaceAll('_', ' '))
      )
      .filter(({ points }) => {
        const both = points.filter(({ at }) => missed.has(at))
        return (
          both.length > 1 && both.filter(({ at, value }) => (missed.get(at) ?? 0) <= value).length >= nearlyAlways * both.length
        )
      })
      .toSorted((a, b) => shared(b) - shared(a))
    if (!asked) return []
    const points = asked.points.flatMap(({ at, value, line }): Point[] => {
      const lost = missed.get(at)
      return lost === undefined || value <= 0 ? [] : [{ at, line, value: Math.max(0, 1 - lost / value) }]
    })
    return points.length < 2
      ? []
      : [{ ...asked, series: `1 − ${name} ÷ ${asked.series}`, role: 'cache-hits', unit: null, points }]
  })
}

interface Pair {
  readonly hits: Series
  /** What was looked up and not found. */
  readonly asked: readonly Series[]
}

/** A standby is asked nothing for long, and serves once it takes over. */
const longIdle = 0.1

/**
 * Nodes of which one serves while another stands by, as one cache: what it answers after a fail-over is compared with what the other
 * answered before it. None where all serve throughout.
 */
function handedOver(pairs: readonly Pair[]): Series[] {
  const names = [...new Set(pairs.map(({ hits }) => `${hits.source} ${hits.series}`))]
  return names.flatMap((name): Series[] => {
    const nodes = pairs.filter(({ hits }) => `${hits.source} ${hits.series}` === name)
    const [first] = nodes
    const idle = nodes.filter((node) => {
      const served = servedOf(node)
      return served >= longIdle && served <= 1 - longIdle
    })
    if (!first || idle.length < 2) return []
    const misses = new Map<number, number>()
    const hits = new Map<number, { value: number; line: number }>()
    for (const { hits: own, asked } of idle) {
      for (const { at, value, line } of own.points) hits.set(at, { value: value + (hits.get(at)?.value ?? 0), line })
      for (const { at, value } of asked.flatMap(({ points }) => points)) misses.set(at, value + (misses.get(at) ?? 0))
    }
    const points = [...hits]
      .map(([at, { value, line }]) => ({ at, line, hit: value, all: value + (misses.get(at) ?? 0) }))
      .filter(({ all }) => all > 0)
      .map(({ at, line, hit, all }): Point => ({ at, line, value: hit / all }))
      .sort((a, b) => a.at - b.at)
    if (points.length < 2) return []
    const entity = idle.map(({ hits: { entity: node } }) => node ?? '').join(', ')
    const series = `${first.hits.series} ÷ (${[first.hits, ...first.asked].map((one) => one.series).join(' + ')}) of whoever serves`
    return [{ ...first.hits, entity, series, role: 'cache-hits', unit: null, points }]
  })
}

/** Share of the points at which a node was asked at all. */
function servedOf({ hits, asked }: Pair): number {
  const busy = new Set([hits, ...asked].flatMap(({ points }) => points.filter(({ value }) => value > 0).map(({ at }) => at)))
  return busy.size / Math.max(1, hits.points.length)
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
