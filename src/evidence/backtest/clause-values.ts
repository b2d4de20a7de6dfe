import type { DetectorClause, DetectorSignal } from '../../domain/index.ts'
import { agesOf } from './ages.ts'
import type { Grid } from './grid.ts'
import type { Lane, LanePart } from './lane.ts'
import { forecastOver, gainOver, maxOver, meanOver, minOver, rateOver, slopeOver, type Windowed } from './windowed.ts'

/** The value of a clause's signal at every instant of a grid; NaN where there is none. */
export function clauseValues({ signal, windowSeconds }: DetectorClause, lanes: readonly Lane[], grid: Grid): Float64Array {
  const k = Math.max(1, Math.round((windowSeconds * 1000) / grid.everyMs))
  switch (signal.of) {
    case 'expiry':
      return lanes[0]?.cells ?? new Float64Array(grid.count).fill(Number.NaN)
    case 'metric': {
      const over = overTime(signal.over, grid)
      return across(
        signal.across,
        lanes.map(({ cells }) => whole(over(cells, k), cells, k)),
        grid.count
      )
    }
    case 'stale-share': {
      const stale = agesOf(signal, lanes, grid).map((age) => (Number.isNaN(age) ? age : Number(age > signal.bound)))
      return whole(meanOver(stale, k), stale, k)
    }
    case 'metric-ratio': {
      const over = overTime(signal.over, grid)
      const summed = (part: LanePart): Float64Array =>
        across(
          'sum',
          lanes.filter((lane) => lane.part === part).map(({ cells }) => whole(over(cells, k), cells, k)),
          grid.count
        )
      return divide(summed('value'), summed('per'))
    }
    case 'lines':
      return perMinute(gained(lanes, 'all', k, grid.count), k, grid)
    case 'runs-ratio':
      return divide(gained(lanes, 'top', k, grid.count), gained(lanes, 'bottom', k, grid.count))
    case 'runs': {
      if (signal.across === 'together') return measured(signal, lanes, k, grid)
      const entities = [...new Set(lanes.map(({ entity }) => entity))]
      const each = entities.map((entity) =>
        measured(
          signal,
          lanes.filter((lane) => lane.entity === entity),
          k,
          grid
        )
      )
      return across(signal.across, each, grid.count)
    }
  }
}

/** No value until a window has passed since the first sample: half a window would speak for the whole. */
function whole(values: Float64Array, cells: Float64Array, k: number): Float64Array {
  const first = cells.findIndex((value) => !Number.isNaN(value))
  return values.map((value, i) => (i >= first + k ? value : Number.NaN))
}

function overTime(over: Extract<DetectorSignal, { of: 'metric' }>['over'], { everyMs }: Grid): Windowed {
  switch (over) {
    case 'mean':
      return meanOver
    case 'max':
      return maxOver
    case 'min':
      return minOver
    case 'growth':
      return (cells, k) => slopeOver(cells, k).map((value) => (value * 3_600_000) / everyMs)
    case 'forecast':
      return forecastOver
    case 'rate':
      return (cells, k) => rateOver(cells, k).map((value) => (value * 1000) / everyMs)
  }
}

function measured(
  { measure }: Extract<DetectorSignal, { of: 'runs' }>,
  lanes: readonly Lane[],
  k: number,
  grid: Grid
): Float64Array {
  if (measure === 'oldest-ms') {
    const oldest = lanes.map(({ cells }) => whole(maxOver(cells, k), cells, k))
    return across('max', oldest, grid.count)
  }
  const part = (name: LanePart): Float64Array => gained(lanes, name, k, grid.count)
  switch (measure) {
    case 'per-minute':
      return perMinute(part('all'), k, grid)
    case 'failed-share':
      return divide(part('failed'), part('all'))
    case 'slow-share':
      return divide(part('fast'), part('all')).map((share) => 1 - share)
    case 'bad-share':
      return divide(part('fast_ok'), part('all')).map((share) => 1 - share)
    case 'mean-ms':
      return divide(part('ms'), part('all'))
    case 'busy':
      return part('ms').map((ms) => ms / (k * grid.everyMs))
  }
}

function gained(lanes: readonly Lane[], part: LanePart, k: number, count: number): Float64Array {
  const own = lanes.filter((lane) => lane.part === part)
  if (own.length === 0) return new Float64Array(count).fill(Number.NaN)
  const sum = new Float64Array(count)
  for (const { cells } of own) for (let i = 0; i < count; i++) sum[i] = (sum[i] ?? 0) + (cells[i] ?? 0)
  return gainOver(sum, k)
}

const perMinute = (gain: Float64Array, k: number, { everyMs }: Grid): Float64Array =>
  gain.map((value) => (value * 60_000) / (k * everyMs))

/** 0 ÷ 0 is no value; anything else ÷ 0 is infinite, as in PromQL. */
function divide(top: Float64Array, bottom: Float64Array): Float64Array {
  return top.map((value, i) => value / (bottom[i] ?? Number.NaN))
}

type Across = 'sum' | 'mean' | 'max' | 'min' | 'skew' | 'gap'

/** Entities put together, of those that have a value at the instant. */
function across(how: Across, each: readonly Float64Array[], count: number): Float64Array {
  const out = new Float64Array(count).fill(Number.NaN)
  for (let i = 0; i < count; i++) {
    const values = each.map((one) => one[i] ?? Number.NaN).filter((value) => !Number.isNaN(value))
    if (values.length > 0) out[i] = put(how, values)
  }
  return out
}

function put(how: Across, values: number[]): number {
  const sum = values.reduce((total, value) => total + value, 0)
  if (how === 'sum') return sum
  if (how === 'mean') return sum / values.length
  if (how === 'min') return Math.min(...values)
  const most = Math.max(...values)
  if (how === 'max') return most
  values.sort((a, b) => a - b)
  const middle = (values.length - 1) / 2
  const median = ((values[Math.floor(middle)] ?? 0) + (values[Math.ceil(middle)] ?? 0)) / 2
  return how === 'skew' ? most / median : most - median
}
