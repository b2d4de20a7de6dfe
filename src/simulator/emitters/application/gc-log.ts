import type { Emitter } from '../emitter.ts'

/** The JVM's unified GC log: pauses as the heap that the model keeps calls for them. */
export const gcLog: Emitter = ({ world, file, clock, random }) => {
  const instance = file.instance ?? world.scenario.service.instances[0]?.name
  const heapMb = world.scenario.service.instances.find(({ name }) => name === instance)?.heapMb ?? 1024
  let number = 0
  const entries = world.probes
    .filter((probe) => probe.instance === instance)
    .flatMap(({ atMs, heapShare, gcShare }) => {
      const full = heapShare > 0.86
      const pauses = Math.max(1, Math.min(8, Math.round(gcShare * 12)))
      return Array.from({ length: pauses }, (_, i) => {
        const at = atMs - 15_000 + ((i + random.uniform()) * 15_000) / pauses
        const used = Math.round(heapShare * heapMb)
        const before = Math.min(heapMb, used + Math.round(heapMb * 0.12))
        const pause = ((gcShare * 15_000) / pauses) * (0.8 + 0.4 * random.uniform())
        const kind = full ? 'Pause Full (G1 Compaction Pause)' : 'Pause Young (Normal) (G1 Evacuation Pause)'
        const stamp = clock
          .iso(at)
          .replace('Z', '+00:00')
          .replace(/:(\d\d)$/, '$1')
        return {
          at,
          record: true,
          text: `[${stamp}][info][gc] GC(${number++}) ${kind} ${before}M->${used}M(${heapMb}M) ${pause.toFixed(3)}ms`
        }
      })
    })
  return { kind: 'lines', entries: entries.filter(({ at }) => at > 0) }
}
