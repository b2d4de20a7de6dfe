import { mean } from 'simple-statistics'
import { databaseSeries } from './database-series.ts'
import { once } from './figures.ts'
import { instanceSeries } from './instance-series.ts'
import { neighbourSeries } from './neighbour-series.ts'
import type { Served } from './served.ts'
import { routeSeries, trafficSeries } from './traffic-series.ts'
import type { World } from './world.ts'

/** A measured series: one value an interval; null where nothing was measured. */
export interface Series {
  /** `p95_ms`, or `cpu_percent` of an entity. */
  readonly name: string
  readonly entity: string | null
  readonly unit: string
  readonly values: readonly (number | null)[]
}

/** Everything that is measured, at one width of interval. Keyed by `name` or `name@entity`. */
export interface SeriesTable {
  readonly everyMs: number
  readonly count: number
  readonly get: (key: string) => Series
  readonly keys: () => string[]
}

export interface Measuring {
  readonly world: World
  readonly everyMs: number
  readonly count: number
  /** `measured` is called when the series is first asked for: most tables are asked for few of theirs. */
  readonly add: (name: string, entity: string | null, unit: string, measured: () => readonly (number | null)[]) => void
  /** Mean of a run's per-minute series over each interval. */
  readonly resample: (perMinute: readonly number[]) => number[]
  /** Requests by the interval in which they ended. */
  readonly ended: (requests: readonly Served[]) => Served[][]
  /** What a gauge shows beside the truth: instruments are not exact. */
  readonly noisy: (name: string, values: readonly number[], deviation: number, low?: number, high?: number) => number[]
}

const tables = new WeakMap<World, Map<number, SeriesTable>>()

/** Measures the world; the same table is given again for the same width. */
export function measure(world: World, everyMs: number): SeriesTable {
  const kept = tables.get(world) ?? new Map<number, SeriesTable>()
  tables.set(world, kept)
  const table = kept.get(everyMs) ?? createTable(world, everyMs)
  kept.set(everyMs, table)
  return table
}

function createTable(world: World, everyMs: number): SeriesTable {
  const count = Math.floor(world.durationMs / everyMs)
  const all = new Map<string, () => Series>()
  const measuring: Measuring = {
    world,
    everyMs,
    count,
    add: (name, entity, unit, measured) => {
      all.set(
        entity === null ? name : `${name}@${entity}`,
        once(() => ({ name, entity, unit, values: measured() }))
      )
    },
    resample: (perMinute) =>
      Array.from({ length: count }, (_, i) => {
        const [from, to] = [Math.floor((i * everyMs) / 60_000), Math.ceil(((i + 1) * everyMs) / 60_000)]
        return mean(perMinute.slice(from, Math.max(to, from + 1)))
      }),
    ended: (requests) => {
      const bins: Served[][] = Array.from({ length: count }, () => [])
      for (const request of requests) bins[Math.floor(request.endedAt / everyMs)]?.push(request)
      return bins
    },
    noisy: (name, values, deviation, low = 0, high = Infinity) => {
      const random = world.random.fork(`gauge/${name}/${everyMs}`)
      return values.map((value) => Math.min(high, Math.max(low, value + random.normal(0, deviation))))
    }
  }
  trafficSeries(measuring)
  routeSeries(measuring)
  databaseSeries(measuring)
  neighbourSeries(measuring)
  instanceSeries(measuring)
  return {
    everyMs,
    count,
    get: (key) => {
      const found = all.get(key)
      if (found === undefined) throw new RangeError(`no series "${key}" is measured; there are ${[...all.keys()].join(', ')}`)
      return found()
    },
    keys: () => [...all.keys()]
  }
}
