import { DateTime } from 'luxon'
import { mixSeed, type Random } from '../../queueing/index.ts'
import type { FileSpec } from '../scenario/scenario.ts'
import type { Served } from '../world/served.ts'
import type { World } from '../world/world.ts'

/** One record as written: may have several lines. */
export interface Entry {
  /** Milliseconds since the run's start; null for what has no time (a header). */
  readonly at: number | null
  readonly text: string
  /** False for headers, separators and the like. */
  readonly record: boolean
}

/** A file's content: lines that may be made untidy, or a document that stays whole. */
export type Emitted =
  | { readonly kind: 'lines'; readonly entries: readonly Entry[] }
  | { readonly kind: 'document'; readonly text: string; readonly records: number }

export interface EmitContext {
  readonly world: World
  readonly file: FileSpec
  readonly random: Random
  readonly clock: Clock
}

/** Writes one format. Same world, same bytes. */
export type Emitter = (context: EmitContext) => Emitted

/** Milliseconds since the run's start → what the machine that writes this file would show. */
export interface Clock {
  /** `2031-11-17 09:05:30.123` */
  local(at: number): string
  /** `2031-11-17T09:05:30.123Z`, or with the zone's offset. */
  iso(at: number): string
  /** `17/Nov/2031:09:05:30 +0000` */
  clf(at: number): string
  /** Epoch milliseconds. */
  epoch(at: number): number
  /** `+01:00` */
  readonly offset: string
  readonly zone: string
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Machines keep UTC unless the file says otherwise; a skewed clock is wrong about the instant itself. */
export function createClock(world: World, file: FileSpec): Clock {
  const zone = file.untidy.zone ?? 'UTC'
  const start = DateTime.fromMillis(world.startMs, { zone })
  const offsetMs = start.offset * 60_000
  const offset = start.offset === 0 ? '+00:00' : start.toFormat('ZZ')
  const epoch = (at: number): number => Math.round(world.startMs + at + file.untidy.skewSeconds * 1000)
  const text = (at: number): string => new Date(epoch(at) + offsetMs).toISOString()
  return {
    zone,
    offset,
    epoch,
    local: (at) => text(at).slice(0, 23).replace('T', ' '),
    iso: (at) => `${text(at).slice(0, 23)}${start.offset === 0 ? 'Z' : offset}`,
    clf: (at) => {
      const iso = text(at)
      const month = months[Number(iso.slice(5, 7)) - 1] ?? 'Jan'
      return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} ${offset.replace(':', '')}`
    }
  }
}

/** Requests that this file logs: whole visits are sampled, so that two logs of one sample tell of the same requests. */
export function loggedRequests(world: World, file: FileSpec): readonly Served[] {
  return world.requests.filter(
    (request) => isSampled(world, file, request) && (file.instance === undefined || request.instance === file.instance)
  )
}

/** People by visit, machines by request: a machine's visit has no end. */
function isSampled(world: World, file: FileSpec, { citizen, id }: Served): boolean {
  const key = citizen < 0 ? `request/${id}` : citizen
  return file.sample === 1 || mixSeed(world.seed, `sample/${key}`) % file.sample === 0
}

/** `{name}` → the request's parameter, or the text as it stands. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{([\w.+-]+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
