import { DateTime, IANAZone, FixedOffsetZone, type Zone } from 'luxon'
import { epochMsOf, type Instant } from '../../domain/index.ts'

/** How times are written in one report: UTC always, and the service's own zone beside it where the two differ. */
export interface ClockFace {
  /** Name of the service's zone, when its clocks differ from UTC in this report. */
  readonly zone: string | null
  /** "09:00:45", with the date when the report spans several days. */
  time(instant: Instant): string
  /** The same on the service's clocks; null when they show UTC. */
  localTime(instant: Instant): string | null
  /** "7 April 2031, 09:00:45 UTC (10:00:45 BST)" */
  full(instant: Instant): string
  /** "7 April 2031, 09:00 to 14:00 UTC" */
  span(from: Instant, to: Instant): string
}

/** @param instants times that the report shows: they decide whether dates are written and zones differ. */
export function createClockFace(zoneName: string | null, instants: readonly Instant[]): ClockFace {
  const zone = zoneOf(zoneName)
  const differs = zone !== null && instants.some((instant) => zone.offset(epochMsOf(instant)) !== 0)
  const local = differs ? zone : null
  const oneDay = new Set(instants.map((instant) => instant.slice(0, 10))).size <= 1
  const utc = (instant: Instant): DateTime => DateTime.fromISO(instant, { zone: 'utc' })
  const there = (instant: Instant): DateTime | null => (local ? utc(instant).setZone(local) : null)
  return {
    zone: local ? zoneName : null,
    time: (instant) => utc(instant).toFormat(oneDay ? 'HH:mm:ss' : 'yyyy-MM-dd HH:mm:ss'),
    localTime: (instant) => there(instant)?.toFormat(oneDay ? 'HH:mm:ss' : 'yyyy-MM-dd HH:mm:ss') ?? null,
    full(instant) {
      const beside = there(instant)
      const here = utc(instant).setLocale('en-GB')
      return `${here.toFormat('d MMMM yyyy, HH:mm:ss')} UTC${beside ? ` (${beside.toFormat('HH:mm:ss')} ${shortName(beside)})` : ''}`
    },
    span(from, to) {
      const [first, last] = [utc(from).setLocale('en-GB'), utc(to).setLocale('en-GB')]
      const sameDay = from.slice(0, 10) === to.slice(0, 10)
      const ends = sameDay ? last.toFormat('HH:mm') : last.toFormat('d MMMM yyyy, HH:mm')
      return `${first.toFormat('d MMMM yyyy, HH:mm')} to ${ends} UTC`
    }
  }
}

/** "4 h 12 min", "23 min 10 s", "850 ms". Negative spans are written with a minus. */
export function durationText(milliseconds: number): string {
  const sign = milliseconds < 0 ? '−' : ''
  const whole = Math.abs(milliseconds)
  if (whole < 1000) return `${sign}${Math.round(whole)} ms`
  const seconds = Math.round(whole / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  if (hours > 0) return `${sign}${hours} h${minutes > 0 ? ` ${minutes} min` : ''}`
  if (minutes > 0) return `${sign}${minutes} min${rest > 0 ? ` ${rest} s` : ''}`
  return `${sign}${rest} s`
}

/** Luxon's "GMT+1" is not what a British reader says in summer. */
function shortName(time: DateTime): string {
  return time.setLocale('en-GB').offsetNameShort ?? time.toFormat('ZZ')
}

function zoneOf(name: string | null): Zone | null {
  if (name === null) return null
  if (IANAZone.isValidZone(name)) return IANAZone.create(name)
  const fixed = /^(?:UTC)?([+-]\d{1,2}(?::\d\d)?)$/.exec(name)
  return fixed?.[1] === undefined ? null : FixedOffsetZone.parseSpecifier(`UTC${fixed[1]}`)
}
