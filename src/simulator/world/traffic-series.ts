import { latencyOf, meanOf, once, quantileOf, shareOf } from './figures.ts'
import type { Measuring } from './series.ts'

/** What the load balancer counts. */
export function trafficSeries({ world, everyMs, count, add, ended, resample }: Measuring): void {
  const minutes = everyMs / 60_000
  const bins = ended(world.requests)
  const arrived = Array.from({ length: count }, () => 0)
  for (const { at } of world.requests) {
    const index = Math.floor(at / everyMs)
    if (index < count) arrived[index] = (arrived[index] ?? 0) + 1
  }
  add('requests_per_min', null, 'per-minute', () => arrived.map((value) => value / minutes))
  add('request_count', null, 'count', () => arrived)
  add('error_percent', null, 'percent', () => bins.map((bin) => shareOf(bin, ({ failure }) => failure !== null)))
  add('error_count', null, 'count', () => bins.map((bin) => bin.filter(({ failure }) => failure !== null).length))
  for (const [name, p] of [
    ['p50_ms', 0.5],
    ['p95_ms', 0.95],
    ['p99_ms', 0.99]
  ] as const) {
    add(name, null, 'ms', () => bins.map((bin) => quantileOf(latencyOf(bin), p)))
  }
  add('mean_ms', null, 'ms', () => bins.map((bin) => meanOf(latencyOf(bin))))
  add('clients', null, 'count', () => bins.map((bin) => new Set(bin.map(({ citizen }) => citizen)).size))
  add('retries_per_min', null, 'per-minute', () =>
    bins.map((bin) => bin.filter(({ attempt, reloads }) => attempt > 1 || reloads > 0).length / minutes)
  )
  add('requests_in_flight', null, 'count', () => {
    const perMinute = Array.from({ length: Math.ceil(world.durationMs / 60_000) }, () => 0)
    for (const { at, endedAt } of world.requests) {
      for (let i = Math.floor(at / 60_000); i <= Math.min(endedAt / 60_000, perMinute.length - 1); i++) {
        const overlap = Math.min(endedAt, (i + 1) * 60_000) - Math.max(at, i * 60_000)
        perMinute[i] = (perMinute[i] ?? 0) + Math.max(0, overlap) / 60_000
      }
    }
    return resample(perMinute)
  })
  const completing = once(() => bins.map((bin) => bin.filter(({ route }) => route.completes)))
  add('completions_per_min', null, 'per-minute', () =>
    completing().map((bin) => bin.filter(({ failure }) => failure === null).length / minutes)
  )
  add('completion_success_percent', null, 'percent', () =>
    completing().map((bin) => (bin.length === 0 ? null : shareOf(bin, ({ failure }) => failure === null)))
  )
}

export function routeSeries({ world, everyMs, add, ended }: Measuring): void {
  for (const route of world.scenario.service.routes) {
    const bins = once(() => ended(world.requests.filter((request) => request.route === route)))
    add('route_requests_per_min', route.id, 'per-minute', () => bins().map((bin) => bin.length / (everyMs / 60_000)))
    add('route_mean_ms', route.id, 'ms', () => bins().map((bin) => meanOf(latencyOf(bin))))
    add('route_p95_ms', route.id, 'ms', () => bins().map((bin) => quantileOf(latencyOf(bin), 0.95)))
    add('route_error_percent', route.id, 'percent', () => bins().map((bin) => shareOf(bin, ({ failure }) => failure !== null)))
  }
}
