import { DateTime } from 'luxon'
import type { FileSpec } from '../scenario/scenario.ts'
import type { World } from '../world/world.ts'

/** Milliseconds since the run's start → what the machine that writes this file would show. */
export interface Clock {
  /** `2031-11-17 09:05:30.123` */
  local(at: number): string
  /** `2031-11-17T09:05:30.123Z`, or with the zone's offset. */
  iso(at: number): string
  /** `17/Nov/2031:09:05:30 +0000` */
  clf(at: number): string
  /** `Nov 17 09:05:30`: no year and no zone, as syslog has it. */
  short(at: number): string
  /** `Mon, 17 Nov 2031 09:05:30 +0000`, as mail has it. */
  mail(at: number): string
  /** `Mon Nov 17 09:05:30 2031 +0000`, as git has it. */
  git(at: number): string
  /** Epoch milliseconds. */
  epoch(at: number): number
  /** The same instant in UTC, for formats that know no other zone: `2031-11-17T09:05:30.123Z` */
  utc(at: number): string
  /** `+01:00` */
  readonly offset: string
  readonly zone: string
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Machines keep UTC unless the file says otherwise; a skewed clock is wrong about the instant itself. */
export function createClock(world: World, file: FileSpec): Clock {
  const zone = file.untidy.zone ?? 'UTC'
  const start = DateTime.fromMillis(world.startMs, { zone })
  const offsetMs = start.offset * 60_000
  const offset = start.offset === 0 ? '+00:00' : start.toFormat('ZZ')
  const digits = offset.replace(':', '')
  const epoch = (at: number): number => Math.round(world.startMs + at + file.untidy.skewSeconds * 1000)
  const text = (at: number): string => new Date(epoch(at) + offsetMs).toISOString()
  const named = (at: number) => {
    const shown = new Date(epoch(at) + offsetMs)
    const iso = shown.toISOString()
    return {
      day: iso.slice(8, 10),
      month: months[shown.getUTCMonth()] ?? '',
      weekday: weekdays[shown.getUTCDay()] ?? '',
      year: iso.slice(0, 4),
      time: iso.slice(11, 19)
    }
  }
  return {
    zone,
    offset,
    epoch,
    local: (at) => text(at).slice(0, 23).replace('T', ' '),
    iso: (at) => `${text(at).slice(0, 23)}${start.offset === 0 ? 'Z' : offset}`,
    utc: (at) => new Date(epoch(at)).toISOString(),
    clf: (at) => {
      const { day, month, year, time } = named(at)
      return `${day}/${month}/${year}:${time} ${digits}`
    },
    short: (at) => {
      const { day, month, time } = named(at)
      return `${month} ${day.replace(/^0/, ' ')} ${time}`
    },
    mail: (at) => {
      const { weekday, day, month, year, time } = named(at)
      return `${weekday}, ${day} ${month} ${year} ${time} ${digits}`
    },
    git: (at) => {
      const { weekday, day, month, year, time } = named(at)
      return `${weekday} ${month} ${Number(day)} ${time} ${year} ${digits}`
    }
  }
}
