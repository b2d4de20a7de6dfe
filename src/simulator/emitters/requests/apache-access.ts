import type { Served } from '../../world/served.ts'
import { visitorOf } from '../../world/visitor.ts'
import { type EmitContext, type Emitter, fill, loggedRequests } from '../emitter.ts'

/** What follows the common part of a line. */
type Tail = (request: Served, context: EmitContext, tookMs: number) => string

/** Apache writes a request when it has ended, with the time at which it came. */
function apache(tail: Tail): Emitter {
  return (context) => ({
    kind: 'lines',
    entries: loggedRequests(context.world, context.file)
      .map((request) => {
        const { at, endedAt, route, parameters, status, bytes, citizen } = request
        const { address } = visitorOf(context.world, citizen)
        const text = `${address} - - [${context.clock.clf(at)}] "${route.method} ${fill(route.target, parameters)} HTTP/1.1" ${status} ${bytes}${tail(request, context, Math.max(1, endedAt - at))}`
        return { at: endedAt, record: true, text }
      })
      .sort((a, b) => a.at - b.at)
  })
}

/** `combined` with `%D`, microseconds, at its end. */
export const apacheCombined = apache(({ citizen, userAgent }, { world }, tookMs) => {
  const referrer = citizen < 0 ? '-' : `https://${world.organisation.domain}/`
  return ` "${referrer}" "${userAgent ?? visitorOf(world, citizen).userAgent}" ${Math.round(tookMs * 1000)}`
})

/** `common` with `%{s}T.%{ms}T`-like seconds at its end: no referrer, no browser. */
export const apacheCommon = apache((_request, _context, tookMs) => ` ${(tookMs / 1000).toFixed(3)}`)
