import { mixSeed, type Random } from '../../queueing/index.ts'
import type { FileSpec } from '../scenario/scenario.ts'
import type { Served } from '../world/served.ts'
import type { World } from '../world/world.ts'
import type { Clock } from './clock.ts'

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

/** Requests that this file logs: whole visits are sampled, so that two logs of one sample tell of the same requests. */
export function loggedRequests(world: World, file: FileSpec): readonly Served[] {
  const logged = world.requests.filter(
    (request) => isSampled(world, file, request) && (file.instance === undefined || request.instance === file.instance)
  )
  return world.scenario.planted.reduce<readonly Served[]>((all, planted) => {
    if (planted.where !== 'user-agent') return all
    const at = world.at(planted.at)
    const first = all.find((request) => request.at >= at && request.userAgent === null)
    return all.map((request) => (first && request.citizen === first.citizen ? { ...request, userAgent: planted.text } : request))
  }, logged)
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
