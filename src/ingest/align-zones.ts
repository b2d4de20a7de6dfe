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
  alignBySpan(
    files,
    known,
    unknown.filter(({ identity }) => !found.has(identity.path)),
    found
  )
  return found
}

const leastSpan = 20 * minute
/** Beginning and end may lie so far from those of the others, as a part of the span. */
const loose = 0.04

/**
 * Series that tick on whole minutes have no seconds to align. A file that begins and ends as the others do, but for a shift
 * by whole or half hours without which it would lie beside them, is shifted: exports of one incident cover one time.
 */
function alignBySpan(
  files: readonly DetectedFile[],
  known: ReadonlyMap<string, Zone>,
  unknown: readonly DetectedFile[],
  found: Map<string, Zone>
): void {
  const spans = files.flatMap((one) => {
    const zone = known.get(one.identity.path)
    const span = zone ? spanOfFile(one, zone) : null
    return span && span.to - span.from >= leastSpan ? [span] : []
  })
  for (const one of unknown) {
    const own = spanOfFile(one, { name: 'UTC', basis: 'assumed-utc', support: '' })
    if (!own || own.to - own.from < leastSpan) continue
    const within = loose * (own.to - own.from)
    const fits = (offset: number): number =>
      spans.filter(
        ({ from, to }) =>
          Math.abs(own.from - offset * minute - from) <= within && Math.abs(own.to - offset * minute - to) <= within
      ).length
    const overlaps = spans.some(({ from, to }) => Math.min(to, own.to) - Math.max(from, own.from) > 0.6 * (own.to - own.from))
    if (overlaps) continue
    const [best, next] = offsets
      .map((offset) => ({ offset, count: fits(offset) }))
      .sort((a, b) => b.count - a.count || Math.abs(a.offset) - Math.abs(b.offset))
    if (best && best.count >= 2 && best.offset !== 0 && best.count > (next?.count ?? 0)) {
      const support = `At ${offsetName(best.offset)} it begins and ends as ${best.count} sources do that state their zone; in UTC it would lie beside them.`
      found.set(one.identity.path, { name: offsetName(best.offset), basis: 'inferred', support })
    }
  }
}

function spanOfFile({ reader, file }: DetectedFile, zone: Zone): { readonly from: number; readonly to: number } | null {
  const lines =
    file.lines.length <= 4000
      ? file.lines
      : [...file.lines.slice(0, 2000), ...file.lines.slice(file.lines.length - 2000, file.lines.length)]
  let [from, to] = [Infinity, -Infinity]
  for (const item of reader.read({ ...file, lines }, { zone, day: null })) {
    const ts = timeOf(item)
    if (ts === null) continue
    const at = Date.parse(ts)
    from = Math.min(from, at)
    to = Math.max(to, at)
  }
  return from < to ? { from, to } : null
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
