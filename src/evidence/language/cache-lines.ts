import { type AttributeMap, attributeOf, attributeText } from '../attribute-of.ts'

/** What happened to a cache or in it. `refused`: the cache did not answer. */
export type CacheKind = 'hit' | 'miss' | 'evicted' | 'expired' | 'flushed' | 'refused'

export interface CacheLine {
  readonly kind: CacheKind
  readonly key: string | null
  /** Entries that the line speaks of. */
  readonly entries: number
}

/** Words one of which every line about a cache has (RE2). */
export const coarseCacheWords =
  '(?i)cach|redis|memcache|valkey|varnish|hazelcast|ehcache|caffeine|keyspace|\\bevict|\\bkeys? .{0,30}expired|flush(all|db)'
/** Names of attributes that tell of a cache, in an attribute text (RE2). */
export const coarseCacheAttributes = '(?i)cache|x_edge_result'

const statusNames = [
  'cache_status',
  'upstream_cache_status',
  'cacheCacheStatus',
  'cf-cache-status',
  'x-cache',
  'x_cache',
  'x-cache-status',
  'x_edge_result_type',
  'cache.result',
  'cache_result',
  'cache'
]
const hitNames = ['cache_hit', 'cache.hit', 'cachehit', 'from_cache', 'is_cached']
const keyNames = ['cache_key', 'cache.key', 'db.redis.key', 'key']

const about = /cach|redis|memcache|valkey|varnish|hazelcast|keyspace/i
const kinds: readonly (readonly [CacheKind, RegExp])[] = [
  [
    'refused',
    /(?:cach|redis|memcache|valkey|hazelcast)[^\n]{0,80}(?:refused|unavailable|unreachable|timed? ?out|timeout|connection (?:lost|reset|closed)|not (?:available|reachable|respond)|fail(?:ed|ure) to connect|cannot connect|could not connect|is down|MISCONF|OOM command not allowed|LOADING)|(?:refused|could not connect|cannot connect|unable to connect|connection (?:lost|reset)|timed? ?out|timeout)[^\n]{0,60}(?:cach|redis|memcache|valkey)/i
  ],
  [
    'flushed',
    /flush(?:ed|ing|all|db)?\b|clear(?:ed|ing)\b|purg(?:e|ed|ing)\b|invalidat(?:ed|ing) (?:all|the (?:whole|entire)|every|cache)|wiped|emptied|cold start|(?:cache|it) (?:is |was )?(?:empty|cold)\b|restarted with an empty/i
  ],
  ['evicted', /evict(?:ed|ing|ion)s?\b|dropped (?:from|by) (?:the )?cache/i],
  [
    'miss',
    /\bmiss(?:ed|es|ing)?\b|not (?:found )?in (?:the )?cache|no cached|loading from (?:the )?(?:database|db|source|origin|store)/i
  ],
  ['expired', /\bexpir(?:ed|ing|y)\b|\bTTL (?:elapsed|over|reached)|\bstale\b/i],
  ['hit', /\bhits?\b|served from (?:the )?cache|found in (?:the )?cache|from cache\b/i]
]
/** A line of statistics or settings counts nothing that happened at its time. */
const statistics =
  /hit[ _-]?(?:rate|ratio)|hits?[=: ]+\d+[^\n]{0,40}miss(?:es)?[=: ]+\d+|max[ _-]?(?:size|memory)|cache[ _]?size[=:]/i
const word = String.raw`["'\x60“]?([\w{}.*-]+(?:[:/|][\w{}.*:/|-]+)*)["'\x60”]?`
const keyed = [
  new RegExp(String.raw`\b(?:key|entry)[ =:]+${word}`, 'i'),
  new RegExp(String.raw`\b(?:for|of|on)[ =:]+${word}`, 'i')
]
const maxText = 1_000

/** Reads a line's attributes first, then its words; null when neither tells of a cache. */
export function cacheLine(message: string, attributes: AttributeMap): CacheLine | null {
  const text = message.slice(0, maxText)
  const attributed = ofAttributes(attributes)
  const key = attributeText(attributes, keyNames)
  if (attributed !== null) return { kind: attributed, key: key ?? keyOf(text), entries: 1 }
  if (!about.test(text) && !/\bevict/i.test(text)) return null
  if (statistics.test(text)) return null
  const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0]
  if (kind === undefined) return null
  const entries = /\b(\d{1,9}) (?:\w+ )?(?:keys|entries|items|objects)\b/i.exec(text)?.[1]
  return { kind, key: key ?? keyOf(text), entries: entries === undefined || kind === 'refused' ? 1 : Number(entries) }
}

function keyOf(text: string): string | null {
  const found = keyed.map((pattern) => pattern.exec(text)?.[1]).find((key) => key !== undefined)
  return found === undefined || /^(?:cache|the|a|an|all|redis|key|database|db|request|user|\d+(?:ms|s)?)$/i.test(found)
    ? null
    : found
}

/** `HIT`, `MISS`, `EXPIRED`, `Hit from edge`, true or false. */
function ofAttributes(attributes: AttributeMap): CacheKind | null {
  const flag = attributeOf(attributes, hitNames)
  if (flag !== null && /^(?:true|1|yes)$/i.test(String(flag))) return 'hit'
  if (flag !== null && /^(?:false|0|no)$/i.test(String(flag))) return 'miss'
  const status = attributeText(attributes, statusNames)?.toLowerCase() ?? ''
  if (/^(?:tcp_)?(?:\w*hit|stale|updating|revalidated)\b/.test(status)) return 'hit'
  if (status.startsWith('expired')) return 'expired'
  return /^(?:tcp_)?(?:\w*miss|pass)\b/.test(status) ? 'miss' : null
}
