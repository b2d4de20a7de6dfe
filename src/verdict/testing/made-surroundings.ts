import type { Made } from './made-evidence.ts'
import { at, dearStatement, limitCut, type World } from './made-world.ts'

/** A service whose statements and load stay as they were: whatever goes wrong lies around it. */
export const quiet: World = {
  ...limitCut,
  limits: { facts: { limits: 1, lowered: false }, rows: [{ name: 'pool', direction: 'raised' }] },
  retries: {
    facts: { attempts_per_intent_baseline: 1, attempts_per_intent_window: 1.1, load_before: 100, load_after_failure: 102 }
  },
  expiry_and_quota: { facts: { signals: 0, certificate_expired: 0, tls_failed: 0 } }
}

interface Calls {
  readonly name: string
  readonly before?: number
  readonly now?: number
  readonly failed?: number
  readonly failure?: string
  readonly at?: string
  readonly own?: number
}

const peer = ({ name, before = 100, now = before, failed = 0, failure, at: moved, own = 1 }: Calls) => ({
  dependency: name,
  seen_in: 'spans',
  callers: 'desk',
  baseline_calls: 50,
  baseline_median_ms: before,
  baseline_failed_share: 0,
  window_calls: 50,
  window_median_ms: now,
  window_max_ms: 2 * now,
  window_failed_share: failed,
  ratio: now / before,
  failure: failure ?? null,
  slower_at: now > before ? (moved ?? at('09:04')) : null,
  failing_at: failed > 0 ? (moved ?? at('09:04')) : null,
  added_ms: 50 * (now - before),
  share_of_slow_time: now > before ? 0.95 : 0.01,
  share_basis: 'traces',
  callers_own_ratio: own,
  timeout: now > before ? 'none seen' : null,
  plateau_ms: null
})

export const calls = (...peers: readonly Calls[]): Made => ({ facts: { dependencies: peers.length }, rows: peers.map(peer) })

/** A row of `series_onsets`. */
export const series = (
  entity: string | null,
  name: string,
  role: string,
  before: number,
  now: number,
  onset: string | null,
  saturated: string | null = null
) => ({
  entity,
  series: name,
  role,
  unit: null,
  baseline_median: before,
  window_median: now,
  peak: now,
  peak_at: at('10:00'),
  direction: now >= before ? 'up' : 'down',
  onset,
  effect_size: onset === null ? 0 : 30,
  load_explained: 0.1,
  beyond_load_onset: onset,
  returned_at: null,
  saturated_at: saturated,
  resolution_seconds: 300
})

export const slow = [series(null, 'rps', 'load', 100, 100, null), series(null, 'p95', 'latency', 100, 9000, at('09:05'))]
const quick = [
  series(null, 'rps', 'load', 100, 100, null),
  series(null, 'p95', 'latency', 100, 90, null),
  series(null, 'error_percent', 'errors', 0, 40, at('09:05'))
]
export const onsets = (rows: readonly ReturnType<typeof series>[]): Made => ({ facts: { load_series: 'rps' }, rows })

/** Work is refused, and nothing is full. */
const refusing: World = { series_onsets: onsets(quick), holders_waiters: { facts: { pool: 'pool', peak_waiters: 0 } } }

/** One service that ours calls takes a hundred times as long; another does not, nor do we. */
export const slowPeer: World = {
  ...quiet,
  series_onsets: onsets(slow),
  dependency_latency: calls({ name: 'ledger.example', now: 10_000 }, { name: 'maps.example' })
}

/** The same, but by the lines that tell of it, calls to it make up hardly any of the time that was added. */
export const slowBeside: World = {
  ...slowPeer,
  dependency_latency: {
    facts: { dependencies: 1 },
    rows: [
      { ...peer({ name: 'ledger.example', now: 10_000 }), share_of_slow_time: 0.03, share_basis: 'logs', callers_own_ratio: null }
    ]
  }
}

/** The only work that a series times takes what it took: all of the time, and none that was added. */
export const asQuickAsEver: World = {
  ...slowPeer,
  dependency_latency: {
    facts: { dependencies: 1 },
    rows: [{ ...peer({ name: 'ledger.example', now: 101 }), share_of_slow_time: 1, share_basis: 'series' }]
  }
}

/** The same, but the callers' own work is as slow: they starve. */
export const starving: World = {
  ...slowPeer,
  dependency_latency: calls({ name: 'ledger.example', now: 10_000, own: 60 }, { name: 'maps.example', now: 9000, own: 60 })
}

/** Names of two unrelated hosts are not resolved. */
export const noNames: World = {
  ...quiet,
  series_onsets: onsets(slow),
  dependency_latency: calls(
    { name: 'ledger.example', now: 5000, failed: 0.5, failure: 'dns' },
    { name: 'maps.example', now: 5000, failed: 0.4, failure: 'dns', at: at('09:06') }
  )
}

const met = (kind: string, text: string) => ({
  signal: 'met',
  kind,
  subject: null,
  before_count: 0,
  window_count: 90,
  first_at: at('09:04'),
  text
})

/** Every call to one service is refused at once, for its certificate is no longer valid. */
export const outdated: World = {
  ...quiet,
  ...refusing,
  dependency_latency: calls({ name: 'ledger.example', now: 30, failed: 1, failure: 'tls' }, { name: 'maps.example' }),
  expiry_and_quota: {
    facts: { signals: 1, certificate_expired: 90, tls_failed: 0 },
    rows: [met('certificate-expired', 'certificate has expired')]
  }
}

/** The same, with so many lines outside the window, and a word of the new certificate at the end. */
export const outdatedBeside = (before: number): World => ({
  ...outdated,
  expiry_and_quota: {
    facts: { signals: 2, certificate_expired: 901, tls_failed: 0 },
    rows: [
      { ...met('certificate-expired', 'certificate has expired'), before_count: before, window_count: 900 },
      { ...met('certificate-expired', 'reloaded, notAfter 2033'), window_count: 1, first_at: at('11:40') }
    ]
  }
})

/** Handshakes fail, and an inventory holds something whose validity ended two minutes before. */
const dated = (reason: string): World => ({
  ...quiet,
  ...refusing,
  dependency_latency: calls({ name: 'ledger.example', now: 30, failed: 1, failure: 'tls' }, { name: 'maps.example' }),
  expiry_and_quota: {
    facts: { signals: 1, certificate_expired: 0, tls_failed: 90, dated: 1 },
    rows: [
      met('tls-failed', reason),
      { signal: 'dated', kind: 'certificate-expired', subject: 'desk-client', stated_expiry: at('09:02') }
    ]
  }
})

/** No line says why the handshakes fail; the date does. */
export const datedOnly = dated('tls alert from peer, closing')

/** The lines say why, and it is not the date. */
export const datedBeside = dated('tls error: no shared cipher, closing')

/** A volume that grew for weeks is full. */
export const fullDisk: World = {
  ...quiet,
  ...refusing,
  expiry_and_quota: {
    facts: {
      signals: 1,
      certificate_expired: 0,
      limit_series: 'disk_used_percent',
      limit_reaches_at: at('09:03'),
      limit_reached_in_window: true,
      top_kind: 'disk-full',
      error_lines: 40,
      error_lines_naming_top: 38
    },
    rows: [met('disk-full', 'no space left on device')]
  }
}

/** The same clients ask five times as often since something failed. */
export const repeated: World = {
  ...quiet,
  series_onsets: onsets([...slow, series(null, 'cpu', 'cpu', 20, 100, at('09:05'), at('09:10'))]),
  dependency_latency: calls({ name: 'maps.example' }),
  demand: {
    facts: {
      load_series: 'rps',
      load_baseline: 100,
      load_peak: 500,
      load_ratio: 5,
      clients_ratio: 1,
      requests_per_client_ratio: 5
    }
  },
  matched_load: { facts: { pairs: 0 } },
  retries: {
    facts: {
      attempts_per_intent_baseline: 1,
      attempts_per_intent_window: 4.5,
      amplification: 4.5,
      load_before: 100,
      load_after_failure: 500
    }
  }
}

export const statement = (label: string, before: number, now: number) => ({
  population: 'statements',
  operation: label,
  label,
  runs: now,
  baseline_runs: before,
  median_ms: 50,
  p95_ms: 60,
  baseline_median_ms: 50,
  baseline_p95_ms: 60,
  max_ms: 60,
  failed: 0,
  share_of_time: 0.5,
  slow_runs: 0,
  slow_share: 0
})

/** A cache finds nothing any more, and the statement behind it is asked for every request. */
export const cacheFrom = (before: number, now: number) =>
  onsets([...slow, series('lists', 'cache_hit_percent', 'cache-hits', before, now, at('09:04'))])

export const emptyCache: World = {
  ...quiet,
  series_onsets: cacheFrom(96, 4),
  operations: {
    facts: {},
    rows: [
      statement('SELECT on lists', 4, 100),
      statement('SELECT on pages', 100, 100),
      { ...statement('GET /lists', 100, 100), population: 'requests' }
    ]
  }
}

/** A database's own cache misses, as what it serves reads from a disk that is measured beside it. */
export const ownBuffers: World = {
  ...emptyCache,
  series_onsets: onsets([
    ...slow,
    series('lists', 'cache_hit_percent', 'cache-hits', 96, 4, at('09:04')),
    series('lists', 'disk_queue', 'disk', 0.4, 20, at('09:04'))
  ])
}

/** Two of three instances go with their zone, and its owner says so. */
export const lostZone: World = {
  ...quiet,
  series_onsets: onsets([
    ...slow,
    series('a', 'instance_rpm', 'load', 30, 90, at('09:05')),
    series('b', 'instance_rpm', 'load', 30, 0, at('09:00')),
    series('c', 'instance_rpm', 'load', 30, 0, at('09:00'))
  ]),
  dependency_latency: calls({ name: 'maps.example' }),
  changes_around: {
    facts: { changes: 1 },
    rows: [{ time: at('09:02'), kind: 'infrastructure', ref: 'P-1', title: 'Power lost in zone north', content: null }]
  }
}

/** Nothing around the service is amiss: one statement of its own is dear. */
export const ownFault: World = {
  ...dearStatement,
  dependency_latency: calls({ name: 'ledger.example' }, { name: 'maps.example' }),
  retries: quiet['retries'] ?? {},
  expiry_and_quota: quiet['expiry_and_quota'] ?? {}
}
