import { rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'

/** Seconds: the coarsest step of the series on which harm is seen, so by how much its onset may be misdated. At least a minute. */
export function resolutionOfHarm(scene: Scene): number {
  const steps = rowsIn(scene.evidence.onsets)
    .filter((row) => /latency|errors|success/.test(row.text('role') ?? ''))
    .flatMap((row) => row.number('resolution_seconds') ?? [])
  return Math.max(60, ...steps)
}
