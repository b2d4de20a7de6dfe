import { visitorOf } from '../../world/visitor.ts'
import { type Emitter, fill, loggedRequests } from '../emitter.ts'

/** Combined log format with the duration in milliseconds at the end, as written by the load balancer when a request comes in. */
export const accessLog: Emitter = ({ world, file, clock }) => {
  const { domain } = world.organisation
  return {
    kind: 'lines',
    entries: loggedRequests(world, file).map((request) => {
      const { address, userAgent } = visitorOf(world, request.citizen)
      const target = fill(request.route.target, request.parameters)
      const page = target.split('?')[0]?.replace('/api', '') ?? '/'
      const referrer = request.citizen < 0 ? '-' : `https://${world.scenario.service.application}.${domain}${page}`
      const took = Math.max(1, Math.round(request.endedAt - request.at))
      return {
        at: request.at,
        record: true,
        text: `${address} - - [${clock.clf(request.at)}] "${request.route.method} ${target} HTTP/1.1" ${request.status} ${request.bytes} "${referrer}" "${request.userAgent ?? userAgent}" ${took}ms`
      }
    })
  }
}
