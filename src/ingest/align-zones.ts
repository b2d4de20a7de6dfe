import { epochMsOf, type Zone } from '../domain/index.ts'
import { lazy } from '../foundation/index.ts'
import type { DetectedFile } from './read-file.ts'
import { offsetName, zoneClock } from './time/offsets.ts'
import { type Day, endsOf, sampleOf, spreadOf, timesOf } from './sample-times.ts'

const minute = 60_000
const utc: Zone = { name: 'UTC', basis: 'assumed-utc', support: '' }
const leastMatches = 5
/** Offsets that clocks really have: whole hours and the halves that some land uses; three quarters are left out. */
const offsets = [...Array.from({ length: 27 }, (_, index) => (index - 12) * 60), -570, -210, -150, 210, 270, 330, 390, 570, 630]

/**
 * Zones of files without offsets, found by shifting their clock until its seconds fall on those of sources whose zone is
 * known. The winning shift must match at least five seconds and twice as many as any other, and as chance would; its support says how many.
 *
 * @param day the day of clocks that state none
 */
export function alignZones(
  files: readonly DetectedFile[],
  known: ReadonlyMap<string, Zone>,
  unknown: readonly DetectedFile[],
  day: Day
): Map<string, Zone> {
  const found = new Map<string, Zone>()
  const isAlignable = (one: DetectedFile): boolean =>
    secondsOf(one, utc, day).length >= leastMatches || lastsLong(spanOfFile(one, utc, day))
  if (!unknown.some(isAlignable)) return found
  const anchors = new Set<number>()
  for (const one of files) {
    const zone = known.get(one.identity.path)
    // What began late is not beside the first hours of a long log.
    if (zone) for (const second of secondsOf(one, zone, day, spreadOf)) anchors.add(second)
  }
  if (anchors.size === 0) return found
  for (const one of unknown) {
    const clock = secondsOf(one, utc, day)
    const matches = offsets
      .map((offset) => ({ offset, count: clock.filter((second) => anchors.has(second - offset * 60)).length }))
      .sort((a, b) => b.count - a.count || Math.abs(a.offset) - Math.abs(b.offset))
    const [best, next] = matches
    const chance = best ? byChance(clock, anchors, best.offset * 60) : 0
    if (best && best.count >= leastMatches && best.count >= 2 * Math.max(chance, next?.count ?? 0)) {
      const support = `At ${offsetName(best.offset)}, ${best.count} of its ${clock.length} distinct seconds are also in sources that state their zone; at the next best offset ${next?.count ?? 0}.`
      found.set(one.identity.path, { name: offsetName(best.offset), basis: 'inferred', support })
    }
  }
  alignBySpan(
    files,
    known,
    unknown.filter(({ identity }) => !found.has(identity.path)),
    day,
    found
  )
  return found
}

/** How many seconds of a clock would be met by chance, as densely as those of the others lie in its time: a busy log has something at every second. */
function byChance(clock: readonly number[], anchors: ReadonlySet<number>, offsetSeconds: number): number {
  const [from, to] = clock.reduce(([low, high], second) => [Math.min(low, second), Math.max(high, second)], [Infinity, -Infinity])
  const there = [...anchors].filter((second) => second >= from - offsetSeconds && second <= to - offsetSeconds).length
  return (clock.length * there) / Math.max(1, to - from)
}

const leastSpan = 20 * minute
/** Beginning and end may lie so far from those of the others, as a part of the span. */
const loose = 0.04
/** So near both ends stand only by one cut, and not because two exports happen to be of like length. */
const tight = 0.01
const leastTight = 2 * minute
/** Who picks a time to export picks a quarter of an hour. */
const roundCut = 15 * minute

interface Span {
  readonly from: number
  readonly to: number
}

function lastsLong(span: Span | null): span is Span {
  return span !== null && span.to - span.from >= leastSpan
}

/**
 * Series that tick on whole minutes have no seconds to align, and busy logs have something at every second. A file that begins and
 * ends as the others do, but for a shift by whole or half hours, is shifted: exports of one incident cover one time. Either it
 * would lie beside two others without the shift, or it fits none as it stands, tightly with the shift, and that is a zone which
 * a source states or its cut is at an odd minute, which nobody chose for both.
 */
function alignBySpan(
  files: readonly DetectedFile[],
  known: ReadonlyMap<string, Zone>,
  unknown: readonly DetectedFile[],
  day: Day,
  found: Map<string, Zone>
): void {
  const spans = lazy(() =>
    files.flatMap((one) => {
      const zone = known.get(one.identity.path)
      const span = zone ? spanOfFile(one, zone, day) : null
      return lastsLong(span) ? [{ ...span, zone: zone?.name ?? 'UTC' }] : []
    })
  )
  for (const one of unknown) {
    const own = spanOfFile(one, utc, day)
    if (!lastsLong(own)) continue
    const shift = shiftOf(own, spans())
    if (shift === null) continue
    const others = shift.count === 1 ? 'a source does that states its zone' : `${shift.count} sources do that state their zone`
    const support = `At ${offsetName(shift.offset)} it begins and ends as ${others}; in UTC it would not.`
    found.set(one.identity.path, { name: offsetName(shift.offset), basis: 'inferred', support })
  }
}

function shiftOf(
  own: Span,
  spans: readonly (Span & { readonly zone: string })[]
): { readonly offset: number; readonly count: number } | null {
  const length = own.to - own.from
  const fits = (offset: number, within: number): number =>
    spans.filter(
      ({ from, to }) => Math.abs(own.from - offset * minute - from) <= within && Math.abs(own.to - offset * minute - to) <= within
    ).length
  const ranked = (candidates: readonly number[], within: number) =>
    candidates
      .map((offset) => ({ offset, count: fits(offset, within) }))
      .sort((a, b) => b.count - a.count || Math.abs(a.offset) - Math.abs(b.offset))
  const overlaps = spans.some(({ from, to }) => Math.min(to, own.to) - Math.max(from, own.from) > 0.6 * length)
  if (!overlaps) {
    const [best, next] = ranked(offsets, loose * length)
    return best && best.count >= 2 && best.offset !== 0 && best.count > (next?.count ?? 0) ? best : null
  }
  if (fits(0, loose * length) > 0) return null
  const stated = [...new Set(spans.map(({ zone, from }) => (from - zoneClock(zone)(from)) / minute))].filter(
    (offset) => offset !== 0
  )
  const isChosen = stated.length > 0 || (isRound(own.from) && isRound(own.to))
  const [best, next] = ranked(isChosen ? stated : offsets, Math.max(leastTight, tight * length))
  return best && best.count > 0 && best.count > (next?.count ?? 0) ? best : null
}

/** What is cut at twelve ends with the record of 11:59. */
const isRound = (at: number): boolean => Math.min(at % roundCut, roundCut - (at % roundCut)) <= 1.5 * minute

function spanOfFile(one: DetectedFile, zone: Zone, day: Day): Span | null {
  let [from, to] = [Infinity, -Infinity]
  for (const ts of timesOf(one, endsOf(one), zone, day)) {
    const at = epochMsOf(ts)
    from = Math.min(from, at)
    to = Math.max(to, at)
  }
  return from < to ? { from, to } : null
}

/** Distinct seconds at which something happened. Whole minutes are left out: timers of all zones tick on them. */
function secondsOf(one: DetectedFile, zone: Zone, day: Day, sampled = sampleOf): number[] {
  const seconds = new Set<number>()
  for (const ts of timesOf(one, sampled(one), zone, day)) {
    const ms = epochMsOf(ts)
    if (ms % minute >= 1000) seconds.add(Math.floor(ms / 1000))
  }
  return [...seconds]
}
