import { type Gauge, mainGauge, perSecondFactor, readGauges, toMsFactor, valueAt } from './gauges.ts'
import { poolOf } from './pool.ts'
import { queryRows } from './query-rows.ts'
import { readRequestVolume } from './request-volume.ts'
import { drawnSeries } from './drawn-series.ts'
import { inSpan, type Span } from './span.ts'
import { firstRun } from './statistics/index.ts'
import { completenessOf } from './tools/catalogue.ts'
import type { ToolContext } from './tool.ts'

/** A time at which rate, latency and number in the system were all measured. */
export interface PhysicsPoint {
  readonly at: number
  readonly arrivalsPerS: number
  readonly latencyS: number
  /** λ·W. */
  readonly expected: number
  /** Units held and requests waiting for them, or requests in flight. */
  readonly observed: number
  /** Of them those who wait. */
  readonly waiting: number
}

export interface Physics {
  readonly obeys: 'yes' | 'no' | 'cannot-tell'
  readonly points: readonly PhysicsPoint[]
  readonly withinFactorTwo: number
  /** Points where more was held than λ·W allows with every margin. */
  readonly impossible: number
  readonly drawnSeries: readonly string[]
  /** True when the load itself, or two other series, look drawn. */
  readonly drawn: boolean
  readonly basis: string
}

type LatencyKind = 'mean' | 'tail' | 'unknown'

/**
 * Do the materials obey Little's law, L = λW (Little, Operations Research 1961)? L: holders + waiters of the pool; λ: load;
 * W: latency of a request.
 *
 * A request holds and waits only while it is in the system, so L of one pool may be less than λW, never lastingly more. Where
 * only a high percentile is known it stands for W as an upper proxy: the mean exceeds p95 only when the slowest twentieth take
 * on average more than twenty times p95. So L > 2·λ·p95 + chance is impossible for busy holders, whatever the true mean. A
 * point is impossible when L exceeds 2λW by two units and three standard deviations of a Poisson count. One point in five
 * impossible, or one in ten and five in a row: the law is not obeyed. Obeyed is said only of means and of L within a factor of two of λW; all else cannot
 * tell. A load that looks drawn cannot tell either.
 */
export async function checkPhysics(context: ToolContext, span: Span): Promise<Physics> {
  const gauges = await readGauges(context, ['load', 'latency', 'holders', 'waiters', 'queue', 'limit'])
  const drawn = drawnSeries(
    await readGauges(context, ['load', 'latency', 'holders', 'waiters', 'queue', 'gc', 'retries', 'errors'])
  )
  const load = mainGauge(gauges, 'load')
  const drawnLoad = load !== null && drawn.includes(load.series)
  const isDrawn = drawnLoad || drawn.length >= 2
  const verdict = (found: Pick<Physics, 'obeys' | 'points' | 'withinFactorTwo' | 'impossible' | 'basis'>): Physics => ({
    ...found,
    drawnSeries: drawn,
    drawn: isDrawn
  })
  const none = (basis: string): Physics => verdict({ obeys: 'cannot-tell', points: [], withinFactorTwo: 0, impossible: 0, basis })
  const pool = poolOf(gauges)
  const { latency, kind } = await latencyOf(context, gauges, load)
  if (!load || !pool || !latency) {
    const lacking = [load ? null : 'load', pool ? null : 'holders of a pool', latency ? null : 'latency'].filter(
      (name) => name !== null
    )
    return none(`not measured: ${lacking.join(', ')}`)
  }
  const perSecond = perSecondFactor(load)
  if (perSecond === null) return none(`${load.series} does not say per what time it counts`)
  const points = pool.holders.points
    .filter(({ at }) => inSpan(at, span))
    .flatMap(({ at, value }): PhysicsPoint[] => {
      const [rate, wait, time] = [valueAt(load, at), pool.waiters ? valueAt(pool.waiters, at) : 0, valueAt(latency, at)]
      if (rate === null || wait === null || time === null) return []
      const arrivalsPerS = rate * perSecond
      const latencyS = (time * toMsFactor(latency)) / 1000
      return [{ at, arrivalsPerS, latencyS, expected: arrivalsPerS * latencyS, observed: value + wait, waiting: wait }]
    })
  const broken = points.map(({ observed, expected }) => observed > 2 * expected + 2 + 3 * Math.sqrt(2 * expected))
  const impossible = broken.filter(Boolean).length
  const lasting = firstRun(broken, Math.max(5, Math.ceil(points.length / 10))) >= 0
  const busy = points.filter(({ expected, observed }) => Math.max(expected, observed) >= 2)
  const within = points.filter(({ expected, observed }) => observed <= 2 * expected && expected <= 2 * observed).length
  const busyWithin = busy.filter(({ expected, observed }) => observed <= 2 * expected && expected <= 2 * observed).length
  const said = `${pool.holders.series}${pool.waiters ? ` + ${pool.waiters.series}` : ''} against ${load.series} × ${latency.series}`
  const note =
    kind === 'mean' ? 'mean latency' : kind === 'tail' ? 'a percentile as upper proxy of the mean' : 'latency of unknown kind'
  const base = { points, withinFactorTwo: within, impossible }
  if (lasting || (points.length >= 5 && impossible >= points.length / 5)) {
    return verdict({
      ...base,
      obeys: 'no',
      basis: `${said} (${note}): ${impossible} of ${points.length} points hold more than rate × time allows`
    })
  }
  const sound = kind === 'mean' && busy.length >= 5 && busyWithin >= 0.7 * busy.length && !drawnLoad
  const doubt = drawnLoad ? '; the load looks drawn or smoothed' : ''
  return verdict({ ...base, obeys: sound ? 'yes' : 'cannot-tell', basis: `${said} (${note})${doubt}` })
}

/** Mean durations of a complete request log where there is one; else the latency series, and what kind of number it is. */
async function latencyOf(
  context: ToolContext,
  gauges: readonly Gauge[],
  load: Gauge | null
): Promise<{ latency: Gauge | null; kind: LatencyKind }> {
  const stepMs = Math.max(load?.stepMs ?? 60_000, 10_000)
  if (load && (await completenessOf(context, 'requests', await readRequestVolume(context))).state === 'complete') {
    const rows = await queryRows(
      context,
      `SELECT epoch_ms(ts) // ${stepMs} * ${stepMs} AS at, avg(duration_ms) AS mean FROM requests
       WHERE ts IS NOT NULL AND duration_ms IS NOT NULL GROUP BY 1 ORDER BY 1`
    )
    if (rows.length >= 5) {
      const points = rows.map((row) => ({ at: row.number('at') ?? 0, value: row.number('mean') ?? 0, line: 0 }))
      const gauge: Gauge = {
        series: 'mean of logged requests',
        role: 'latency',
        unit: 'ms',
        stepMs,
        sources: [],
        entities: 1,
        points
      }
      return { latency: gauge, kind: 'mean' }
    }
  }
  const latencies = gauges.filter(({ role }) => role === 'latency')
  const mean = latencies.find(({ series }) => kindOf(series) === 'mean' && /response|request|http/i.test(series))
  const latency = mean ?? mainGauge(latencies, 'latency')
  return { latency, kind: latency ? kindOf(latency.series) : 'unknown' }
}

function kindOf(series: string): LatencyKind {
  if (/\b(avg|mean|average)\b/i.test(series.replaceAll(/[_.-]/g, ' '))) return 'mean'
  return /p\d\d|\d\dth|percentile|quantile|max/i.test(series) ? 'tail' : 'unknown'
}
