import type { Visit } from '../../queueing/index.ts'
import { isAbout } from '../plant/steps.ts'
import type { Served } from './served.ts'
import type { World } from './world.ts'

/** What a request, or a job, does at one moment. */
export interface Doing {
  readonly id: number
  /** The route, or `job:` and its name. */
  readonly className: string
  /** Null for jobs, and for what had no end when the run ended. */
  readonly served: Served | null
  readonly instance: string | null
  readonly what: 'queue' | 'connection' | 'lock' | 'statement' | 'call' | 'cache' | 'processor'
  /** The statement, the dependency, the cache or the lock. */
  readonly subject: string
  /** Does it hold a connection of its instance's pool? */
  readonly connected: boolean
  readonly sinceMs: number
}

/** What everything that is in the system does at that moment, told from the run itself: what it waits for or works on. */
export function doingAt(world: World, atMs: number): Doing[] {
  const served = new Map(world.requests.map((request) => [request.id, request]))
  const doings: Doing[] = []
  for (const { id, className, arrivedAt, endedAt, attributes, visits } of world.run.requests ?? []) {
    if (arrivedAt > atMs || endedAt <= atMs) continue
    const open = visits.filter((visit) => visit.askedAt <= atMs && (visit.endedAt === null || visit.endedAt > atMs))
    const innermost = open.at(-1)
    if (innermost === undefined) continue
    doings.push({
      id,
      className,
      served: served.get(id) ?? null,
      instance: typeof attributes['instance'] === 'string' ? attributes['instance'] : null,
      ...whatOf(innermost, atMs),
      connected: open.some((visit) => visit.name.startsWith('pool@') && has(visit, atMs)),
      sinceMs: innermost.askedAt
    })
  }
  return doings
}

const has = ({ startedAt }: Visit, atMs: number): boolean => startedAt !== null && startedAt <= atMs

function whatOf(visit: Visit, atMs: number): Pick<Doing, 'what' | 'subject'> {
  const { name, about } = visit
  const [kind = '', ...rest] = name.split(':')
  const subject = isAbout(about) ? about.id : rest.join(':')
  if (name.startsWith('pool@')) return { what: has(visit, atMs) ? 'processor' : 'connection', subject: '' }
  if (name.startsWith('workers@')) return { what: has(visit, atMs) ? 'processor' : 'queue', subject: '' }
  if (kind === 'lock') return { what: has(visit, atMs) ? 'statement' : 'lock', subject }
  if (kind === 'sql') return { what: 'statement', subject }
  if (kind === 'call' || kind === 'dependency') return { what: 'call', subject }
  return { what: kind === 'cache' ? 'cache' : 'processor', subject }
}
