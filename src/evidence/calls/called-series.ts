import type { Series } from '../read-series.ts'

/** A measured series, and whose calls it measures: `geocoder p95 ms` those to the geocoder, `p95 ms` nobody's. */
export interface CalledSeries {
  readonly series: Series
  /** Who is called; null where the series names nobody beside the service itself. */
  readonly called: string | null
  /** Its name says that the service is the client. */
  readonly asClient: boolean
}

/** What is measured, and how. */
const measure =
  /^(?:p\d+|q\d+|\d+(?:st|nd|rd|th)?|mean|avg|average|median|max|min|ms|millis|milliseconds|msec|s|sec|secs|seconds?|latency|latencies|duration|durations|times?|responses?|resp|rt|elapsed|took|quantile|percentile|pct|https?|grpc|rpc|rest|soap|calls?|requests?|reqs?|attempts?|answers?|answered|errors?|errs?|failures?|failed|fails|throttled|timeouts?|timed|out|total|sum|count|bucket|rate|ratio|per|minute|min|in|of|for|to|the)$/
const client = /^(?:clients?|outgoing|outbound|external|remote|downstream|dependency|partner|provider|third|party)$/
/** Parts of the service itself, and what has sources and explanations of its own: databases, caches, locks, queues, machines. */
const own =
  /^(?:db\d*|database|sql|mysql|postgres\w*|pg|oracle|mongo\w*|redis|memcached?|cache|caches|elastic\w*|pool|pools|queue|queues|queued|queueing|waits?|waiting|locks?|gc|pauses?|disks?|io|cpu|writes?|reads?|query|queries|render|page|pages|load|hikari\w*|jdbc|conn|connections?|threads?|workers?|jobs?|batch|checkpoint|replication|lag|commit|fsync|events?|loop|frames?|server|servers|self|app|apps|handler|process|processing|work|step|stage|acquire|start|startup|boot|nodes?|hosts?|pods?|shards?|zones?|users?|real|interval|window|age|ttl|uptime|timeout|limit|all|overall|entry|edge|frontend|front|web|site|portal|service)$/
const label = /\b(?:client|client_name|peer|peer_service|target|dependency|destination|remote|partner|provider|to)="([^"]+)"/

/** Whose calls each of the series measures, as far as its name and labels say. */
export function calledIn(series: readonly Series[]): CalledSeries[] {
  return series.map((one) => {
    const [name = '', labels = ''] = one.series.split(/(?=\{)/)
    const words = name
      .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z\d-]+/)
      .filter(Boolean)
    const rest = words.filter((word) => !measure.test(word))
    const asClient = rest.some((word) => client.test(word))
    const names = rest.filter((word) => !client.test(word))
    const labelled = asClient ? label.exec(labels)?.[1] : undefined
    const isOwn = names.some((word) => word.split('-').some((part) => own.test(part)))
    return { series: one, called: labelled ?? (isOwn || names.length === 0 ? null : names.join(' ')), asClient }
  })
}
