import type { EndedRequest, Random, Visit } from '../../queueing/index.ts'
import { type About, isAbout } from '../plant/steps.ts'
import type { Route } from '../scenario/service.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type Failure, failureOf, statusOf } from './outcome.ts'
import { assignSlots, type Stay } from './slots.ts'

/** One execution of a statement. Times are milliseconds since the run's start. */
export interface Executed {
  readonly id: string
  readonly at: number
  /** With the wait for its lock. */
  readonly tookMs: number
  readonly lockMs: number
  readonly plan: string | null
  readonly fails: string | null
  readonly finished: boolean
  /** The database's process. */
  session: number
}

export interface Called {
  readonly id: string
  readonly at: number
  readonly tookMs: number
  readonly fails: string | null
}

/** A request as the service served it, or did not. */
export interface Served {
  readonly id: number
  readonly route: Route
  /** Who asked; one person's requests share it. Negative: a machine. Null: a job of our own. */
  readonly citizen: number
  readonly attempt: number
  readonly reloads: number
  readonly instance: string | null
  /** Worker thread's number, from 1; 0 when it never got one. */
  thread: number
  readonly at: number
  /** When the client had its answer, its error or had given up. */
  readonly endedAt: number
  /** When the server was done. */
  readonly serverEndedAt: number
  readonly status: number
  readonly failure: Failure | null
  readonly bytes: number
  readonly parameters: Readonly<Record<string, string>>
  readonly userAgent: string | null
  readonly statements: readonly Executed[]
  readonly calls: readonly Called[]
  readonly cacheLooks: readonly { readonly id: string; readonly hit: boolean; readonly at: number }[]
  /** Waited for a connection, in all. */
  readonly poolWaitMs: number
  /** When it began to work, after waiting for a worker. */
  readonly startedAt: number | null
}

const aboutOf = ({ about }: Visit): About | undefined => (isAbout(about) ? about : undefined)

/** The statements among a request's visits; what had not ended by `end` is not finished. */
export function statementsOf(visits: readonly Visit[], end: number): Executed[] {
  const out: Executed[] = []
  for (const [i, visit] of visits.entries()) {
    const about = aboutOf(visit)
    if (about?.kind !== 'statement') continue
    // A statement is two visits with one `about`: its work on a core, and its waiting for the disk.
    const before = visits[i - 1]
    if (before?.about === about) continue
    const after = visits[i + 1]
    const lock = before?.name.startsWith('lock:') && before.startedAt === visit.askedAt ? before : undefined
    const at = lock?.askedAt ?? visit.askedAt
    const last = after?.about === about ? after : visit
    out.push({
      id: about.id,
      at,
      tookMs: (last.endedAt ?? end) - at,
      lockMs: visit.askedAt - at,
      plan: about.plan,
      fails: about.fails,
      finished: last.endedAt !== null,
      session: 0
    })
  }
  // Waited for a lock and never got it: a statement that ran into its time-out.
  return out
}

function served(request: EndedRequest, route: Route, endMs: number, random: Random): Served | null {
  if (request.outcome === 'in-flight' && request.clientGaveUpAt === null) return null
  const gaveUp = request.clientGaveUpAt !== null
  const failure = failureOf(gaveUp ? 'client-timeout' : request.reason)
  const { attributes, visits } = request
  const parameters: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes)) if (typeof value === 'string') parameters[name] = value
  const calls: Called[] = []
  const cacheLooks: { id: string; hit: boolean; at: number }[] = []
  let poolWaitMs = 0
  let worker: Visit | undefined
  for (const visit of visits) {
    const { name, askedAt, startedAt, endedAt } = visit
    if (name.startsWith('pool@')) poolWaitMs += (startedAt ?? endedAt ?? endMs) - askedAt
    else if (name.startsWith('workers@')) worker ??= visit
    const about = aboutOf(visit)
    if (about?.kind === 'call')
      calls.push({ id: about.id, at: askedAt, tookMs: (endedAt ?? endMs) - askedAt, fails: about.fails })
    else if (about?.kind === 'cache') cacheLooks.push({ id: about.id, hit: about.hit, at: askedAt })
  }
  return {
    id: request.id,
    route,
    citizen: Number(attributes['citizen'] ?? 0),
    attempt: request.attempt,
    reloads: Number(attributes['reloads'] ?? 0),
    instance: parameters['instance'] ?? null,
    thread: 0,
    at: request.arrivedAt,
    endedAt: request.clientGaveUpAt ?? request.endedAt,
    serverEndedAt: request.endedAt,
    status: statusOf(failure, route.method),
    failure,
    bytes: failure ? random.integer(160, 420) : random.integer(...route.bytes),
    parameters,
    userAgent: parameters['userAgent'] ?? null,
    statements: statementsOf(visits, endMs),
    calls,
    cacheLooks,
    poolWaitMs,
    startedAt: worker?.startedAt ?? null
  }
}

/** All that was served, in order of arrival, with its worker threads and database processes numbered. */
export function servedRequests(
  scenario: Scenario,
  requests: readonly EndedRequest[],
  durationMs: number,
  random: Random
): Served[] {
  const routes = new Map(scenario.service.routes.map((route) => [route.id, route]))
  const out: Served[] = []
  for (const request of requests) {
    const route = routes.get(String(request.attributes['route'] ?? request.className))
    const each = route && served(request, route, durationMs, random)
    if (each) out.push(each)
  }
  numberThem(scenario, out, requests)
  return out
}

/** A worker or a connection while a request holds it. */
interface Held extends Stay {
  readonly of: Served
}

/** Which worker and which connection: needed by every log, decided once. */
function numberThem(scenario: Scenario, all: readonly Served[], requests: readonly EndedRequest[]): void {
  const byId = new Map(all.map((each) => [each.id, each]))
  const floors = scenario.service.instances.map(({ name }, index) => {
    const stays = { workers: [] as Held[], pool: [] as Held[] }
    return { name, index, workers: `workers@${name}`, pool: `pool@${name}`, stays }
  })
  const floorOf = new Map(floors.map((floor) => [floor.name, floor]))
  for (const { id, visits } of requests) {
    const of = byId.get(id)
    const floor = of?.instance == null ? undefined : floorOf.get(of.instance)
    if (of === undefined || floor === undefined) continue
    for (const { name, startedAt, endedAt } of visits) {
      const stays = name === floor.workers ? floor.stays.workers : name === floor.pool ? floor.stays.pool : null
      if (startedAt !== null) stays?.push({ from: startedAt, until: endedAt ?? Infinity, of })
    }
  }
  for (const { index, stays } of floors) {
    assignSlots(stays.workers, ({ of }, slot) => {
      of.thread = slot + 1
    })
    assignSlots(stays.pool, ({ of, from, until }, slot) => {
      for (const statement of of.statements) {
        if (statement.at >= from && statement.at <= until)
          statement.session = 2100 + index * 400 + slot * 3 + Math.floor(from / 1_800_000)
      }
    })
  }
}
