import { mean } from 'simple-statistics'
import type { Probe } from '../plant/setting.ts'
import { once } from './figures.ts'
import type { Measuring } from './series.ts'

/** What is measured of each instance, and of all of them together as a dashboard would average it. */
export function instanceSeries({ world, everyMs, count, add, ended, resample, noisy }: Measuring): void {
  const { instances } = world.scenario.service
  const perMinutes = everyMs / 60_000
  const everywhere = new Map<string, (() => number[])[]>()
  const both = (name: string, entity: string, unit: string, measured: () => number[]): void => {
    const values = once(measured)
    add(name, entity, unit, values)
    everywhere.set(name, [...(everywhere.get(name) ?? []), values])
  }
  for (const { name } of instances) {
    const busy = resample(world.run.processors[`cpu@${name}`]?.series.utilisation ?? [0])
    const probes = Array.from({ length: count }, (): Probe[] => [])
    for (const probe of world.probes) if (probe.instance === name) probes[Math.ceil(probe.atMs / everyMs) - 1]?.push(probe)
    const within = (i: number): readonly Probe[] => probes[i] ?? []
    const heap = Array.from(
      { length: count },
      (_, i) => 100 * mean([0.34, ...within(i).map(({ heapShare }) => heapShare)].slice(within(i).length > 0 ? 1 : 0))
    )
    both('heap_percent', name, 'percent', () => noisy(`heap/${name}`, heap, 0.9, 5, 100))
    // Collecting takes what it takes of the time that is left.
    const gcShares = Array.from({ length: count }, (_, i) =>
      within(i).length === 0 ? 0 : mean(within(i).map(({ gcShare }) => gcShare))
    )
    const cpu = busy.map((share, i) => share + (1 - share) * (gcShares[i] ?? 0))
    both('cpu_percent', name, 'percent', () =>
      noisy(
        `cpu/${name}`,
        cpu.map((value) => 4 + 95 * value),
        0.8,
        0,
        100
      )
    )
    const bins = once(() => ended(world.requests.filter(({ instance }) => instance === name)))
    const gc = (): number[] =>
      bins().map(({ length }, i) => 1 + (length / perMinutes) * 0.04 + 150 * Math.max(0, (gcShares[i] ?? 0) - 0.01))
    both('gc_per_min', name, 'per-minute', () => noisy(`gc/${name}`, gc(), 0.4))
    for (const [series, resource] of [
      ['threads', `workers@${name}`],
      ['pool', `pool@${name}`]
    ] as const) {
      const record = world.run.resources[resource]?.series
      if (!record) continue
      both(`${series}_active`, name, 'count', () => resample(record.holders))
      both(`${series}_waiting`, name, 'count', () => resample(record.waiters))
      both(`${series}_limit`, name, 'count', () => resample(record.limit))
    }
    both('instance_requests_per_min', name, 'per-minute', () => bins().map((bin) => bin.length / perMinutes))
    add('instance_error_percent', name, 'percent', () =>
      bins().map((bin) => (bin.length === 0 ? 0 : (100 * bin.filter(({ failure }) => failure !== null).length) / bin.length))
    )
    add('instance_mean_ms', name, 'ms', () =>
      bins().map((bin) => (bin.length === 0 ? null : mean(bin.map(({ at, endedAt }) => endedAt - at))))
    )
  }
  const summed = new Set(['threads_active', 'threads_waiting', 'threads_limit', 'pool_active', 'pool_waiting', 'pool_limit'])
  for (const [name, each] of everywhere) {
    const unit = name.endsWith('percent') ? 'percent' : name.endsWith('per_min') ? 'per-minute' : 'count'
    add(name, null, unit, () => {
      const lists = each.map((values) => values())
      const total = Array.from({ length: count }, (_, i) => lists.reduce((sum, values) => sum + (values[i] ?? 0), 0))
      return summed.has(name) ? total : total.map((value) => value / lists.length)
    })
  }
}
