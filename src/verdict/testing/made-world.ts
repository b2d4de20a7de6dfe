import type { Subject, TimeWindow } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import type { Made } from './made-evidence.ts'

/** A day in two halves: healthy until nine, harmful from nine to twelve. */
export const window: TimeWindow = { from: '2031-05-05T09:00:00.000Z', to: '2031-05-05T12:00:00.000Z' }
export const baseline: TimeWindow = { from: '2031-05-05T06:00:00.000Z', to: '2031-05-05T09:00:00.000Z' }
export const at = (clock: string): string => `2031-05-05T${clock}:00.000Z`

export const subject: Subject = { population: 'statements', operation: 'select * from plots where ?', entity: null, series: null }

/** What each tool says; a tool that is not named finds nothing. */
export type World = Readonly<Record<string, Made>>

export const answerIn = (world: World, call: Call): Made | undefined => world[call.tool]

const healthyFrame: Made = {
  facts: { abnormal: true, healthy_minutes: 180 },
  rows: [{ signal: 'p95', kind: 'latency', departs_at: at('09:05'), returns_at: at('11:50') }]
}

const operation = (operation: string, now: number, p95: number, slow: number, share: number) => ({
  population: 'statements',
  operation,
  label: `SELECT on ${operation.split(' ')[3] ?? operation}`,
  runs: 50,
  failed: 0,
  median_ms: now,
  p95_ms: p95,
  max_ms: p95,
  share_of_time: share,
  baseline_runs: 50,
  baseline_median_ms: 50,
  baseline_p95_ms: 60,
  slow_runs: slow,
  slow_share: slow / 50
})

const series = (series: string, role: string, onset: string, beyond: string | null, saturated: string | null) => ({
  entity: null,
  series,
  role,
  unit: null,
  baseline_median: 1,
  window_median: 10,
  peak: 20,
  peak_at: at('10:00'),
  direction: 'up',
  onset,
  effect_size: 9,
  load_explained: 0.2,
  beyond_load_onset: beyond,
  returned_at: at('11:50'),
  saturated_at: saturated,
  resolution_seconds: 300
})

const onsets: Made = {
  facts: { series: 3, moved: 3, moved_beyond_load: 2, first_mover: 'rps', first_mover_at: at('09:00'), load_series: 'rps' },
  rows: [
    series('rps', 'load', at('09:00'), null, null),
    series('p95', 'latency', at('09:05'), at('09:05'), null),
    series('cpu', 'cpu', at('09:20'), at('09:20'), at('09:40'))
  ]
}

/** Twenty runs; `waiters` at every one. */
const runs = (slow: (i: number) => boolean, waiters: (i: number) => number): Made => {
  const rows = Array.from({ length: 20 }, (_, i) => ({
    time: at(`09:${String(5 + i).padStart(2, '0')}`),
    duration_ms: slow(i) ? 9000 + i : 50,
    slow: slow(i),
    load: 100,
    waiters: waiters(i)
  }))
  const [slowRuns, fastRuns] = [rows.filter((row) => row.slow), rows.filter((row) => !row.slow)]
  const alone = slowRuns.filter((row) => row.waiters === 0)
  return {
    facts: {
      runs: 20,
      slow: slowRuns.length,
      fast: fastRuns.length,
      alternations: rows.filter((row, i) => i > 0 && row.slow !== rows[i - 1]?.slow).length,
      slow_min_ms: 9000,
      slow_max_ms: 9019,
      ...(fastRuns.length > 0 ? { fast_min_ms: 50, fast_max_ms: 50 } : {}),
      first_slow_at: slowRuns[0]?.time ?? null,
      waiters_at_first_slow: slowRuns[0]?.waiters ?? null,
      slow_without_waiters: alone.length,
      ...(alone[0] ? { slow_without_waiters_max_ms: 9019, slow_without_waiters_at: alone[0].time } : {})
    },
    rows
  }
}

const pool = (waiter: string): Made => ({
  facts: {
    pool: 'pool',
    limit: 10,
    first_full_at: waiter,
    first_waiter_at: waiter,
    peak_waiters: 40,
    peak_waiters_at: at('10:00')
  },
  rows: [{ time: at('09:00') }, { time: at('09:05') }, { time: at('09:10') }]
})
const lawHolds: Made = {
  facts: { obeys: 'yes', points: 36, within_factor_two: 36, ratio_min: 0.9, ratio_max: 1.1, drawn_series: '' }
}
const matched: Made = {
  facts: { pairs: 3 },
  rows: [
    {
      bad_at: at('10:00'),
      good_at: at('08:00'),
      bad_load: 100,
      good_load: 101,
      bad_latency: 9000,
      good_latency: 60,
      latency_ratio: 150
    }
  ]
}

/** One statement became dear at an unchanged load. */
export const dearStatement: World = {
  frame: healthyFrame,
  series_onsets: onsets,
  operations: {
    facts: {},
    rows: [
      operation('select * from plots where ?', 4000, 9000, 30, 0.9),
      operation('select * from users where ?', 50, 61, 0, 0.1)
    ]
  },
  operation_runs: runs(
    (i) => i % 2 === 0,
    (i) => (i < 8 ? 0 : 5)
  ),
  holders_waiters: {
    ...pool(at('09:20')),
    facts: { ...pool(at('09:20')).facts, hold_ratio: 20, arrivals_ratio: 1, explained_by: 'hold-time' }
  },
  littles_law: lawHolds,
  demand: { facts: { load_series: 'rps', load_peak: 105, load_ratio: 1.02, load_after_recovery: 100 } },
  matched_load: matched,
  limits: { facts: { limits: 1, lowered: false }, rows: [{ name: 'pool', direction: 'raised' }] },
  lead_lag: { facts: { correlation: 0.05, lag_seconds: 0, points: 72 } },
  counterfactual: {
    facts: {
      calibrated: true,
      as_is_failed_share: 0.6,
      scaled_failed_share_10x: 0.55,
      removed_failed_share: 0,
      scaling_removes: false,
      scaling_delays: false
    }
  }
}

/** Six times the load, every statement as cheap as before. */
export const surge: World = {
  ...dearStatement,
  operations: {
    facts: {},
    rows: [operation('select * from plots where ?', 51, 62, 0, 0.5), operation('select * from users where ?', 50, 61, 0, 0.5)]
  },
  operation_runs: runs(
    (i) => i > 2,
    () => 30
  ),
  holders_waiters: {
    ...pool(at('09:00')),
    facts: { ...pool(at('09:00')).facts, hold_ratio: 1, arrivals_ratio: 6, explained_by: 'arrivals' }
  },
  demand: {
    facts: {
      load_series: 'rps',
      load_peak: 600,
      load_ratio: 6,
      load_after_recovery: 100,
      clients_ratio: 5.9,
      requests_per_client_ratio: 1.02
    }
  },
  matched_load: { facts: { pairs: 0 } },
  lead_lag: { facts: { correlation: 0.95, lag_seconds: 60, points: 72 } },
  counterfactual: {
    facts: {
      calibrated: true,
      as_is_failed_share: 0.6,
      scaled_failed_share_10x: 0,
      removed_failed_share: 0.6,
      scaling_removes: true,
      scaling_delays: false
    }
  }
}

/** The dear statement is dear because it waits for a lock. */
export const locked: World = {
  ...dearStatement,
  lock_waits: {
    facts: { waits: 30, first_at: at('09:05'), max_wait_ms: 9000, top_object: 'plots', share_of_slow_time: 0.95 },
    rows: Array.from({ length: 30 }, () => ({ object: 'plots', holder: '4711' }))
  }
}

/** A pool cut from twenty to two at nine; the same load at the same cost now queues. */
export const limitCut: World = {
  ...surge,
  demand: { facts: { load_series: 'rps', load_peak: 105, load_ratio: 1.02, load_after_recovery: 100 } },
  matched_load: matched,
  lead_lag: { facts: { correlation: 0.05, lag_seconds: 0, points: 72 } },
  limits: {
    facts: { limits: 1, lowered: true, lowered_name: 'maxPool', lowered_from: '20', lowered_to: '2', lowered_at: at('09:00') },
    rows: [{ name: 'maxPool', ref: 'CHG-1', time: at('09:00'), from: '20', to: '2', direction: 'lowered' }]
  },
  counterfactual: { facts: { calibrated: false, why_not: 'the limit moved' } }
}

/** Nothing departs from normal. */
export const healthy: World = {
  ...surge,
  frame: { facts: { abnormal: false, healthy_minutes: 360 } },
  operation_runs: {},
  demand: { facts: { load_series: 'rps', load_peak: 101, load_ratio: 1 } }
}
