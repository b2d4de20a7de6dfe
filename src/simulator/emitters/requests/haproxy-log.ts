import type { Served } from '../../world/served.ts'
import { visitorOf } from '../../world/visitor.ts'
import { portOf } from '../addresses.ts'
import { type EmitContext, type Emitter, type Entry, fill, loggedRequests } from '../emitter.ts'
import { type InFlight, inFlightOf } from './in-flight.ts'

/**
 * HAProxy's HTTP log as its syslog daemon wrote it: a line when a request ends, with the time at which it came. The balancer
 * sends a server no more requests than it has workers, so the wait for a worker is its queue.
 */
export const haproxyLog: Emitter = (context) => {
  const { world, file, clock } = context
  const counts = inFlightOf(world)
  const { application } = world.scenario.service
  const say = (at: number, text: string): Entry => ({ at, record: true, text: `${clock.short(at)} lb-1 haproxy[2231]: ${text}` })
  const requests = loggedRequests(world, file).map((request) => say(request.endedAt, requestLine(context, request, counts)))
  const servers = world.happenings.flatMap(({ atMs, kind, entity }) => {
    const server = `${application}/${entity}`
    const tail = `${counts.openAt(entity, atMs)} sessions active, 0 requeued, 0 remaining in queue.`
    if (kind === 'down')
      return [
        say(
          atMs + 2000,
          `Server ${server} is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. ${tail}`
        )
      ]
    if (kind === 'up')
      return [say(atMs + 2000, `Server ${server} is UP, reason: Layer7 check passed, code: 200, check duration: 3ms. ${tail}`)]
    return []
  })
  return { kind: 'lines', entries: [...requests, ...servers].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)) }
}

function requestLine({ world, clock }: EmitContext, request: Served, counts: InFlight): string {
  const { citizen, route, instance, at, endedAt, parameters } = request
  const { application } = world.scenario.service
  const { address, userAgent } = visitorOf(world, citizen)
  const total = Math.max(1, Math.round(endedAt - at))
  const { timers, state } = courseOf(request, total)
  const [accepted] = clock.clf(at).split(' ')
  const millis = clock.local(at).slice(20, 23)
  const [open, held, queued] =
    instance === null
      ? [counts.open(endedAt), 0, 0]
      : [counts.open(endedAt), counts.openAt(instance, endedAt), counts.queuedAt(instance, at)]
  const connections = `${open + 1}/${open + 1}/${open}/${held}/${Math.max(0, request.attempt - 1)}`
  const agent = (request.userAgent ?? userAgent).replaceAll(/[{}|]/g, ' ')
  const target = fill(route.target, parameters)
  return `${address}:${portOf(citizen)} [${accepted}.${millis}] public~ ${application}/${instance ?? '<NOSRV>'} ${timers} ${request.status} ${request.bytes} - - ${state} ${connections} ${queued}/0 {${world.scenario.service.application}.${world.organisation.domain}|${agent}} "${route.method} ${target} HTTP/1.1"`
}

/** TR/Tw/Tc/Tr/Ta, and how the session ended: a part that never came is -1. */
function courseOf({ at, startedAt, failure, instance }: Served, total: number): { timers: string; state: string } {
  const waited = Math.min(total, Math.max(0, Math.round((startedAt ?? at) - at)))
  if (instance === null) return { timers: `0/-1/-1/-1/${total}`, state: 'SC--' }
  if (startedAt === null) return { timers: `0/${total}/-1/-1/${total}`, state: 'sQ--' }
  if (failure?.kind === 'proxy-timeout') return { timers: `0/${waited}/0/-1/${total}`, state: 'sH--' }
  if (failure?.kind === 'interrupted') return { timers: `0/${waited}/0/-1/${total}`, state: 'SH--' }
  return { timers: `0/${waited}/0/${total - waited}/${total}`, state: '----' }
}
