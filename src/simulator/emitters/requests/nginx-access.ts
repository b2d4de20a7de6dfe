import { visitorOf } from '../../world/visitor.ts'
import { type Emitter, fill, loggedRequests } from '../emitter.ts'

/** nginx's combined format with the request's and the upstream's time in seconds; nginx writes a request when it ends. */
export const nginxAccess: Emitter = ({ world, file, clock }) => ({
  kind: 'lines',
  entries: loggedRequests(world, file)
    .map((request) => {
      const { address, userAgent } = visitorOf(world, request.citizen)
      const target = fill(request.route.target, request.parameters)
      const seconds = (Math.max(1, request.endedAt - request.at) / 1000).toFixed(3)
      const referrer = request.citizen < 0 ? '-' : `https://${world.organisation.domain}/`
      const upstream = request.instance === null ? '-' : `${request.instance}:8080`
      return {
        at: request.endedAt,
        record: true,
        text: `${address} - - [${clock.clf(request.endedAt)}] "${request.route.method} ${target} HTTP/2.0" ${request.status} ${request.bytes} "${referrer}" "${request.userAgent ?? userAgent}" rt=${seconds} upstream=${upstream}`
      }
    })
    .sort((a, b) => a.at - b.at)
})
