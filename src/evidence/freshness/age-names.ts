import { camelApart } from '../../domain/index.ts'
/** How a series says how old something is: by its age, or by when it last succeeded (epoch seconds). */
export interface SaysAge {
  readonly by: 'age' | 'instant'
  /** Of an age; instants are epoch seconds, and their ages seconds. */
  readonly unit: string
  readonly unitSeconds: number
}

const units: readonly (readonly [unit: string, seconds: number, words: RegExp])[] = [
  ['ms', 0.001, /\b(ms|millis|milliseconds?)\b/],
  ['min', 60, /\b(min|mins|minutes?)\b/],
  ['h', 3600, /\b(h|hrs?|hours?)\b/],
  ['days', 86_400, /\b(d|days?)\b/],
  ['s', 1, /\b(s|secs?|seconds?)\b/]
]
/** A lag in these is a backlog, and says nothing of time. */
const counted = /\b(bytes?|kb|mb|gb|messages|records|rows|entries|events|offsets?|count|lsn|files?|percent|ratio|total)\b/
const readers = /\b(kafka|consumer ?groups?|topics?|partitions?|streams?)\b/
/** Old threads, sessions and transactions, and a runtime that lags, show nobody anything stale. */
const otherAges =
  /\b(event ?loop|loop|gc|garbage|clock|ntp|jitter|session|token|connection|transactions?|xid|xmin|certificates?|certs?|password|user|process|thread|request|requests|pod|uptime|query|statement|lock|cookie|http|frames?|scheduler)\b/
const agingWords = /\b(lag|age|staleness|freshness|stale|behind)\b/
const lastWords =
  /\blast (\w+ )?(success(es|ful)?|successfully|completed|completion|finished|sync|synced|synchroni[sz]ed|export(ed)?|import(ed)?|refresh(ed)?|update[d]?|published|indexed|loaded|snapshot|replicated|received|ok)\b/
const instantWords = /\b(timestamp|epoch|unixtime|unix|time)\b/

/** Null for a series that says no age of what people are shown. */
export function saysAge(series: string, unit: string | null): SaysAge | null {
  const words = camelApart(` ${series}`)
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase()
  if (otherAges.test(words)) return null
  if (lastWords.test(words) && instantWords.test(words)) return { by: 'instant', unit: 's', unitSeconds: 1 }
  const since = /\b(time|seconds|minutes|hours) since\b/.test(words) && lastWords.test(words)
  if (!since && !agingWords.test(words)) return null
  const said = `${words} ${unit?.toLowerCase() ?? ''}`
  if (counted.test(said)) return null
  const found = units.find(([, , pattern]) => pattern.test(said))
  // A lag of readers behind a log is counted in messages; any other age or lag without a unit is told in seconds nearly everywhere.
  if (!found && readers.test(words)) return null
  return found ? { by: 'age', unit: found[0], unitSeconds: found[1] } : { by: 'age', unit: 's', unitSeconds: 1 }
}

/** Jobs that bring people newer data; clearing up and checking does not. */
const bringsData =
  /\b(exports?|imports?|sync\w*|feeds?|refresh\w*|re-?index\w*|index\w*|etl|load\w*|replicat\w*|snapshots?|rebuild\w*|publish\w*|mirror\w*|warm\w*|reconcil\w*|updates?|transfer\w*)\b/i

export const bringsNewData = (job: string): boolean => bringsData.test(job.replaceAll(/[^A-Za-z0-9]+/g, ' '))
