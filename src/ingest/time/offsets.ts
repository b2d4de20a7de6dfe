import { IANAZone } from 'luxon'

/** Zone abbreviations as logs write them, in minutes east of UTC. Ambiguous ones (IST, CST) take the reading most common in logs. */
const abbreviations: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  UCT: 0,
  WET: 0,
  BST: 60,
  WEST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  IST: 330,
  SGT: 480,
  HKT: 480,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780
}

/** Abbreviations of three letters and more, longest first, as an alternative of a regular expression. */
export const abbreviationPattern = Object.keys(abbreviations)
  .filter((name) => name.length > 2)
  .sort((a, b) => b.length - a.length)
  .join('|')

/** The alternatives of a regular expression that matches an offset or zone abbreviation. No clock in use is off by other minutes. */
export const offsetPattern = `[+-]\\d\\d:?(?:00|15|30|45)(?!\\d)|[+-]\\d\\d(?![\\d:])|(?:${Object.keys(abbreviations).join('|')})(?![A-Za-z0-9])`

/** Minutes east of UTC of an offset ("+01:00", "-0500", "+02") or abbreviation ("BST"); null when it is neither. */
export function offsetMinutesOf(text: string): number | null {
  const known = abbreviations[text.toUpperCase()]
  if (known !== undefined) return known
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text)
  if (!match) return null
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return minutes > 16 * 60 ? null : match[1] === '-' ? -minutes : minutes
}

/** The zone's name: "+01:00" for 60, "UTC" for 0. */
export const offsetName = (minutes: number): string => (minutes === 0 ? 'UTC' : writtenOffset(minutes))

/** As times carry it: "+01:00" for 60, "+00:00" for 0. */
export function writtenOffset(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

/** Is this an IANA zone, an offset or a known abbreviation? */
export function isZoneName(name: string): boolean {
  return offsetMinutesOf(name) !== null || IANAZone.isValidZone(name)
}

/**
 * A function from a clock reading in the named zone to epoch milliseconds. In the hour that occurs twice in autumn the
 * first occurrence is taken; in the hour that spring skips, the clock is read as before the change.
 * Throws RangeError for a name that is no zone.
 */
export function zoneClock(name: string): (clockMs: number) => number {
  const fixed = offsetMinutesOf(name)
  if (fixed !== null) return (clockMs) => clockMs - fixed * 60_000
  if (!IANAZone.isValidZone(name)) throw new RangeError(`"${name}" is no time zone`)
  const zone = IANAZone.create(name)
  const cache = new Map<number, number>()
  return (clockMs) => {
    const quarter = Math.floor(clockMs / 900_000)
    let offset = cache.get(quarter)
    if (offset === undefined) {
      const before = zone.offset(clockMs - 86_400_000)
      const guess = clockMs - before * 60_000
      offset = zone.offset(guess) === before ? before : firstThatFits(zone, clockMs, before)
      cache.set(quarter, offset)
    }
    return clockMs - offset * 60_000
  }
}

function firstThatFits(zone: IANAZone, clockMs: number, before: number): number {
  const after = zone.offset(clockMs + 86_400_000)
  return zone.offset(clockMs - after * 60_000) === after ? after : before
}
