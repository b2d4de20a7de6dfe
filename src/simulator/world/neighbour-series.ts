import { meanOf, once, quantileOf } from './figures.ts'
import type { Measuring } from './series.ts'

/** Dependencies, caches and volumes. */
export function neighbourSeries({ world, everyMs, count, add, noisy }: Measuring): void {
  const binned = <T extends { at: number }>(items: readonly T[]): T[][] => {
    const bins: T[][] = Array.from({ length: count }, () => [])
    for (const item of items) bins[Math.floor(item.at / everyMs)]?.push(item)
    return bins
  }
  for (const { name } of world.scenario.service.dependencies) {
    const bins = once(() => binned(world.requests.flatMap(({ calls }) => calls.filter(({ id }) => id === name))))
    add('dependency_calls_per_min', name, 'per-minute', () => bins().map((bin) => bin.length / (everyMs / 60_000)))
    add('dependency_mean_ms', name, 'ms', () => bins().map((bin) => meanOf(bin.map(({ tookMs }) => tookMs))))
    add('dependency_p95_ms', name, 'ms', () =>
      bins().map((bin) =>
        quantileOf(
          bin.map(({ tookMs }) => tookMs),
          0.95
        )
      )
    )
    add('dependency_error_percent', name, 'percent', () =>
      bins().map((bin) => (bin.length === 0 ? 0 : (100 * bin.filter(({ fails }) => fails !== null).length) / bin.length))
    )
  }
  for (const { name } of world.scenario.service.caches) {
    const bins = once(() => binned(world.requests.flatMap(({ cacheLooks }) => cacheLooks.filter(({ id }) => id === name))))
    add('cache_hit_percent', name, 'percent', () =>
      bins().map((bin) => (bin.length === 0 ? null : (100 * bin.filter(({ hit }) => hit).length) / bin.length))
    )
  }
  const disk = world.scenario.faults.find((fault) => fault.kind === 'writes-fail')
  const fullAt = disk ? world.at(disk.from) : Infinity
  const freedAt = disk?.until === undefined ? Infinity : world.at(disk.until)
  const used = Array.from({ length: count }, (_, i) => {
    const at = i * everyMs
    if (!disk) return 47 + 0.4 * (at / 3_600_000)
    if (at >= freedAt) return disk.usedAtStart - 20
    return at >= fullAt ? 100 : Math.min(99.9, disk.usedAtStart + (disk.perHour * at) / 3_600_000)
  })
  add('disk_used_percent', disk?.volume ?? '/var', 'percent', () => (disk ? used : noisy('disk', used, 0.05, 0, 100)))
}
