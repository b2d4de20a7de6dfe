import type { Made } from './made-evidence.ts'
import { at, limitCut, surge, type World } from './made-world.ts'

/** Worlds in which the fault is in the service's own machines, code, data or jobs, or in who comes; load and limits are as ever. */

const onset = (series: string, role: string, before: number, now: number, more: Record<string, unknown> = {}) => ({
  entity: null as string | null,
  series,
  role,
  baseline_median: before,
  window_median: now,
  peak: now,
  direction: 'up',
  onset: now > 1.5 * before ? at('09:04') : null,
  effect_size: now > 1.5 * before ? 9 : 0,
  load_explained: 0,
  beyond_load_onset: now > 1.5 * before ? at('09:04') : null,
  saturated_at: null as string | null,
  resolution_seconds: 60,
  ...more
})
const onsets = (...rows: readonly ReturnType<typeof onset>[]): Made => ({ facts: { load_series: 'rps' }, rows: [...rows] })
const p95 = onset('p95', 'latency', 60, 9000, { onset: at('09:05'), beyond_load_onset: at('09:05') })

const work = (operation: string, population: string, before: number | null, now: number, share = 0.3) => ({
  population,
  operation,
  label: operation,
  runs: 50,
  failed: 0,
  median_ms: now,
  p95_ms: now,
  max_ms: now,
  share_of_time: share,
  baseline_runs: before === null ? 0 : 50,
  baseline_median_ms: before,
  baseline_p95_ms: before,
  slow_runs: before !== null && now > 2 * before ? 40 : 0,
  slow_share: before !== null && now > 2 * before ? 0.8 : 0
})
const operations = (...rows: readonly ReturnType<typeof work>[]): Made => ({ facts: {}, rows: [...rows] })
const asEver = operations(
  work('select plots', 'statements', 50, 51),
  work('select users', 'statements', 20, 21),
  work('insert visits', 'statements', 10, 10)
)

const quiet: World = {
  ...limitCut,
  limits: { facts: { limits: 1, lowered: false }, rows: [{ name: 'pool', direction: 'raised' }] },
  operations: asEver,
  operation_runs: {},
  holders_waiters: {},
  series_onsets: onsets(p95, onset('app_cpu', 'cpu', 20, 21), onset('db_cpu', 'cpu', 10, 10), onset('heap', 'memory', 300, 310)),
  instance_skew: { facts: { instances: 3, departing: 0 }, rows: [] },
  resource_trends: {
    facts: { series: 4, growing: 0, out_of_memory: 0, leak_warnings: 0 },
    rows: [{ series: 'pool', role: 'holders', grows: false }]
  },
  gc_pauses: { facts: { peak_share_paused: 0.01, baseline_share_paused: 0.01, full_pauses: 0 } },
  traffic_makeup: { facts: { rate_ratio: 1.02 } },
  error_kinds: { facts: { kinds: 0, errors: 0 } },
  change_candidates: {
    facts: { candidates: 1, able: 0 },
    rows: [{ ref: 'r-1', title: 'New colours', able: false, can_produce: null }]
  },
  span_trees: {},
  work_per_request: { facts: { calls_per_request_baseline: 2, calls_per_request_window: 2 } }
}

const skew = (instance: string, value: number, peers: number, departs: boolean) => ({
  service: 'desk',
  instance,
  kind: 'instance',
  measure: 'failed %',
  role: 'errors',
  value,
  peers_value: peers,
  ratio: null,
  robust_z: value > peers ? 200 : -200,
  departs,
  onset: at('09:04')
})

/** The second of three machines fails whatever it is asked. */
export const sickMachine: World = {
  ...quiet,
  instance_skew: {
    facts: { instances: 3, departing: 1, worst_instance: 'desk-2' },
    rows: [skew('desk-2', 100, 0, true), skew('desk-1', 0, 50, false), skew('desk-3', 0, 50, false)]
  }
}

/** Memory grows since before anybody noticed, and ran out three times. */
export const keptMemory: World = {
  ...quiet,
  series_onsets: onsets(
    onset('p95', 'latency', 60, 9000, { onset: at('09:30') }),
    onset('heap_after_gc_mb', 'gc', 300, 760, { onset: at('08:50') }),
    onset('db_cpu', 'cpu', 10, 10)
  ),
  frame: { facts: { abnormal: true, healthy_minutes: 180 }, rows: [{ signal: 'p95', kind: 'latency', departs_at: at('09:30') }] },
  resource_trends: {
    facts: { series: 4, growing: 0, out_of_memory: 3, leak_warnings: 0 },
    rows: [{ series: 'pool', role: 'holders', grows: false }]
  },
  gc_pauses: { facts: { peak_share_paused: 0.3, baseline_share_paused: 0.01, full_pauses: 60 } }
}

/** Connections are taken and not given back; a restart freed them once. */
export const keptConnections: World = {
  ...quiet,
  holders_waiters: { facts: { pool: 'connections', limit: 20, first_full_at: at('09:04'), first_waiter_at: at('09:04') } },
  resource_trends: {
    facts: { series: 4, growing: 1, out_of_memory: 0, leak_warnings: 0 },
    rows: [
      {
        series: 'connections',
        role: 'holders',
        slope_per_hour: 12,
        slope_low: 10,
        load_explained: 0.2,
        grows: false,
        resets: 1,
        resets_at_restarts: 1,
        reached_at: at('09:04')
      }
    ]
  }
}

/** A report that is due at night runs in the morning; every statement is ten times as slow for it. */
export const jobInTheWay: World = {
  ...quiet,
  operations: operations(
    work('select report', 'statements', null, 40_000, 0.9),
    work('select plots', 'statements', 50, 500, 0.05),
    work('select users', 'statements', 20, 210, 0.03),
    work('insert visits', 'statements', 10, 95, 0.02)
  )
}

/** One network brings nine of ten added requests, without pause. */
export const harvester: World = {
  ...surge,
  instance_skew: { facts: { instances: 3, departing: 0 } },
  span_trees: {},
  operation_runs: {},
  demand: { facts: { load_series: 'rps', load_peak: 600, load_ratio: 6, clients_ratio: 1.02, requests_per_client_ratio: 5.9 } },
  traffic_makeup: {
    facts: {
      rate_ratio: 6,
      grown_value: 'network 1',
      grown_clients: 3,
      grown_share: 0.8,
      grown_share_of_added: 0.95,
      grown_agent_kind: 'bot',
      grown_per_client_per_min: 60,
      others_per_client_per_min: 0.1,
      grown_referrerless_share: 1,
      referrerless_share_baseline: 0.1,
      declared_bots_share_window: 0.8,
      declared_bots_share_baseline: 0
    }
  }
}

/** The list asks for each of its items by itself. */
export const oneByOne: World = {
  ...quiet,
  operations: operations(
    work('GET list', 'requests', 100, 9000, 0.9),
    work('GET a', 'requests', 50, 55),
    work('GET b', 'requests', 50, 52)
  ),
  series_onsets: onsets(p95, onset('statements_per_request', 'cost-per-work', 2, 40), onset('app_cpu', 'cpu', 20, 21))
}

const thrown = {
  kinds: 1,
  errors: 40,
  top_exception: 'TypeError',
  top_kind: 'program',
  top_window: 40,
  top_baseline: 0,
  top_share_of_errors: 1
}
const change = (can: string, title: string): Made => ({
  facts: { candidates: 1, able: 1 },
  rows: [{ ref: 'r-2', title, able: true, can_produce: can, time: at('09:00'), acts_at: at('09:00') }]
})

/** A release of the list throws, whoever asks. */
export const wrongCode: World = {
  ...quiet,
  error_kinds: { facts: thrown },
  change_candidates: change('code-defect', 'Sorting of the pier list')
}

/** One record is not whole since an import; all that fails asks for it. */
export const wrongRecord: World = {
  ...quiet,
  error_kinds: { facts: { ...thrown, shared_value: 'pier', shared_failed: 1, shared_others: 0, shared_p_value: 1e-6 } },
  change_candidates: change('data-defect', 'Piers imported')
}

/** As many more come as before, each as usual. */
export const crowd: World = {
  ...surge,
  demand: {
    facts: {
      load_series: 'rps',
      load_peak: 600,
      load_ratio: 6,
      load_after_recovery: 100,
      clients_ratio: 6,
      requests_per_client_ratio: 1
    }
  },
  traffic_makeup: { facts: { rate_ratio: 6 } }
}
