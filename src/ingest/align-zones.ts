import type { Zone } from '../domain/index.ts'
import type { DetectedFile } from './read-file.ts'
import { offsetName } from './time/offsets.ts'
import { sampleOf, timeOf } from './sample-times.ts'

const minute = 60_000
/** Offsets that clocks really have: whole and half hours, and three quarters for Nepal and others are left out. */
const offsets = Array.from({ length: 53 }, (_, index) => (index - 24) * 30)

/**
 * Zones of files without offsets, found by shifting their clock until its seconds fall on those of sources whose zone is
 * known. The winning shift must match at least five seconds and twice as many as any other; its support says how many.
 */
export function alignZones(
  files: readonly DetectedFile[],
  known: ReadonlyMap<string, Zone>,
  unknown: readonly DetectedFile[]
): Map<string, Zone> {
  const found = new Map<string, Zone>()
  const anchors = new Set<number>()
  for (const one of files) {
    const zone = known.get(one.identity.path)
    if (zone) for (const second of secondsOf(one, zone)) anchors.add(second)
  }
  if (anchors.size === 0) return found
  for (const one of unknown) {
    const clock = secondsOf(one, { name: 'UTC', basis: 'assumed-utc', support: '' })
    const matches = offsets
      .map((offset) => ({ offset, count: clock.filter((second) => anchors.has(second - offset * 60)).length }))
      .sort((a, b) => b.count - a.count || Math.abs(a.offset) - Math.abs(b.offset))
    const [best, next] = matches
    if (best && best.count >= 5 && best.count >= 2 * (next?.count ?? 0)) {
      const support = `At ${offsetName(best.offset)}, ${best.count} of its ${clock.length} distinct seconds are also in sources that state their zone; at the next best offset ${next?.count ?? 0}.`
      found.set(one.identity.path, { name: offsetName(best.offset), basis: 'inferred', support })
    }
  }
  return found
}

/** Distinct seconds at which something happened. Whole minutes are left out: timers of all zones tick on them. */
function secondsOf({ reader, file }: DetectedFile, zone: Zone): number[] {
  const seconds = new Set<number>()
  for (const item of reader.read(sampleOf(file), { zone, day: null })) {
    const ts = timeOf(item)
    const ms = ts === null ? 0 : Date.parse(ts)
    if (ts !== null && ms % minute >= 1000) seconds.add(Math.floor(ms / 1000))
  }
  return [...seconds]
}
