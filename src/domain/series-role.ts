import { z } from 'zod'

/** What a metric series measures, as far as its name and unit tell. */
export const SeriesRole = z.enum([
  'load',
  'latency',
  'errors',
  'success',
  'holders',
  'waiters',
  'limit',
  'utilisation',
  'cpu',
  'memory',
  'gc',
  'cache-hits',
  'disk',
  'network',
  'queue',
  'retries',
  'cost-per-work',
  'other'
])
export type SeriesRole = z.infer<typeof SeriesRole>

const rules: readonly (readonly [SeriesRole, RegExp])[] = [
  // Time added up; beside the count of what took it, it tells a mean.
  ['other', /(seconds|_ms|millis|duration|latency|elapsed|_time)\w*_sum\b/],
  // For how many of its periods a scheduler withheld the processor: nothing that failed, and nothing that was asked for.
  ['other', /\bcfs\b|cfs_|nr_(?:throttled|periods)|(?:cpu|processor)\w*_throttl|throttl\w*_(?:cpu|processor)/],
  // Times spent waiting are latencies, not counts of waiters; counts beside a timer (`…_seconds_count`) are its load.
  [
    'latency',
    /(queue|wait|acquire|acquisition|pending|blocked|checkout)\w*_(time|duration|latency|ms|millis|seconds|secs)\b(?!_count)/
  ],
  ['load', /(request|call|quer(y|ies)|message)\w*_(seconds|duration|latency)\w*_count\b/],
  ['waiters', /wait(ing|ers?|_?count)|pending|blocked/],
  [
    'retries',
    /retr(y|ies)|reattempt|re_?deliver(y|ed|ies)|re_?queued|re_?sent\b|(?:attempts|tries)[ _.-]per[ _.-](?!sec|min|hour|day|s\b|m\b|h\b)[a-z]/
  ],
  ['gc', /\bgc\b|garbage|pause/],
  [
    'cache-hits',
    /hits?[ _]?(rate|ratio|percent|pct|share(?!d))|cache_?hits?\b|cache_(rate|ratio|percent)|buffer.*(hit|ratio)|(pg|postgres\w*|mysql|db|cdn|redis|memcached?)_hits?\b/
  ],
  ['errors', /error|\berrs?\b|fail|5xx|4xx|\b5\d\ds?\b|exception|timeouts?\b|abandon|reject|rate_?limited|throttled|denied/],
  ['success', /success|complet(ed|ion)|availability|conversion/],
  ['queue', /(queue|backlog)_?(size|length|depth)/],
  [
    'limit',
    /\b(max|limit|capacity|size|total)\b.*(conn|thread|pool|worker|file|handle|fds?\b|socket|descriptor)|(conn|thread|pool|worker)\w*.*\b(max|limit|capacity|size)\b/
  ],
  [
    'queue',
    /queue|backlog|lag\b|messages_?(visible|ready|waiting|available|unacked)|(visible|ready|unacked|undelivered|outstanding|unprocessed|open)_(messages|jobs|tasks|events)\b|age_of_oldest|oldest_(message|unacked)/
  ],
  [
    'holders',
    /(conn|thread|pool|worker|session|lock|handle|descriptor|file)\w*.*(active|used|busy|in_?use|open|count|held|running)|(active|busy|in_?use|open).*(conn|thread|pool|worker|session|handle|file|backend|fds?\b)|(active|busy|in_?use|used)_?(?:\w+_)?(process(es)?|children|slots|permits)\b|in_?flight|\bsockets?\b|(pooled|leased|borrowed)_(conn|session|object)|^ (\w+ )*(connections|conns|fds?|file descriptors) \||\b(active|concurrent|running|in_?progress)_(requests?|quer(y|ies)|statements?|transactions?|calls)\b|^ (?!.*\b(?:cpu|disks?|io|net|network|processor|device)\b)(\w+ )*busy \|/
  ],
  // What idles is no load.
  ['other', /\bidle_?(?:sessions?|conn\w*|threads?|workers?)/],
  // What may be asked for, not what is.
  ['limit', /\bquotas?\b(?!.*(us(ed|age)|remain|left|consum|percent|pct|%))/],
  // What is not used falls where use rises.
  ['other', /\b(cpu|processor)\w*_%?idle\b|\bidle_(cpu|time|pct|percent)/],
  ['utilisation', /(pool|conn|thread|worker|disk|storage|quota)\w*.*(util|percent|pct|usage)/],
  ['cpu', /\bcpu\b|load_?avg|\bload_?(1|5|15)\b|processor|steal|io_?wait/],
  ['memory', /mem(ory)?\b|mem_?(?:used|usage|util|alloc)|sw(?:a)?p_?used|heap|rss|resident|swap|old_?gen/],
  ['cost-per-work', /(quer(y|ies)|calls|rows|statements|stmts?|lookups|reads|round_?trips)_per_(?!s\b|sec|min|hour|day)/],
  // How far a clock is off, and since when something lives, are seconds and nobody's waiting.
  [
    'other',
    /(clock|ntp|timex|chrony)[ _]?(offset|skew|drift)|(offset|skew|drift)[ _](seconds|secs|ms)\b|\bup_?time\b|\btimestamp\b|\b(start|boot) time\b/
  ],
  [
    'latency',
    /latenc|response_?time|duration|elapsed|\bp\d\d|\d\dth|percentile|_ms\b|_seconds\b|(?<!\b(?:first|last|one|real|on|in|any|same|at a|second) )\btime\b/
  ],
  [
    'load',
    /request|\brp[smh]\b|\bqps\b|\btps\b|throughput|volume|per_?min|per_?sec|hits?\b|visits|sessions|arrival|traffic|log_?ins?\b|users|\breqs?\b|\bcalls\b|\battempts\b|\binvocations\b|\bpeople\b|\bvisitors\b/
  ],
  ['disk', /disk|iops|\bio\b|i\/o|filesystem|storage|wal\b/],
  ['network', /net(work)?\b|packet|bandwidth|bytes_?(in|out)|retrans|\bcrc\b|dns/],
  ['cost-per-work', /complexity|cost|rows_?(examined|read|scanned)|queries_?per|per_?request/],
  // Whatever else is counted by the time it takes is something that is done; not what a store does for others, nor what goes wrong.
  [
    'load',
    /^(?!.*(?:\b(?:commits?|transactions?|checkpoints?|tup|xact|blks)\b|slow|long|dead|evict|miss|lost|los[st]es|drop|discard|expir|abort|cancel|kill|refus|conflict|roll_?back|restart|crash|oom|swap|fault|interrupt|switch|invalid|overflow|unhandled|stale|skipped)).*\| per-(?:second|minute|hour)$/
  ]
]

/** Pools by the names of the products that keep them: `hikari.active` are connections, and `c3p0.max` is how many there may be. */
const pools =
  /(?<![A-Za-z])(hikari(?:cp)?|dbcp2?|c3p0|agroal|bonecp|pgbouncer|pgpool|odyssey|proxysql)(?![A-Za-z])(?![-._\s]*(?:conn|pool))/gi

/** Guesses what a series measures from its name (snake, kebab, camel or dotted) and unit. `other` when unsure. */
export function seriesRoleOf(series: string, unit: string | null = null): SeriesRole {
  const words = series
    .replaceAll(pools, '$1_pool')
    .replaceAll(/([a-z0-9])([A-Z])|([A-Z]{2,})(?=[A-Z][a-z])/g, '$1$3_$2')
    .replaceAll(/[.\-/\s]+/g, '_')
    .toLowerCase()
  const text = ` ${words.replaceAll('_', ' ')} | ${words} | ${unit?.toLowerCase() ?? ''}`
  return rules.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'
}

/** What a cache or a proxy lets through: a part of what is asked, and more of it when the cache answers less. */
const letThrough = /(?<![a-z])(?:backend|origin|upstream|fetch(?:es)?)(?![a-z])/i
const stores =
  /sql|\bdb\b|database|postgres|oracle|mongo|cassandra|redis|memcached?|elastic|kafka|rabbit|\b(?:com|innodb|tup|xact|blks)_|quer(?:y|ies)|statements?\b|transactions?\b|\bbatch|commits?\b|commands?\b/i

/** Does a series count what a cache or proxy hands on to what stands behind it? */
export const isLetThrough = (series: string): boolean => letThrough.test(series)

/**
 * Does a load series count what is asked behind the door? A store, a cache or a broker is asked by the service and by jobs, repairs
 * and its own upkeep alike: where the door counts who comes in, this is no measure of it.
 */
export const isAskedBehind = (series: string): boolean => stores.test(series) || isLetThrough(series)
