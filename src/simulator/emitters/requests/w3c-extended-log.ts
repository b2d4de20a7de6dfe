import { visitorOf } from '../../world/visitor.ts'
import { addressOf } from '../addresses.ts'
import { type Emitter, type Entry, fill, loggedRequests } from '../emitter.ts'

const fields =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes time-taken'
const spaced = (text: string): string => text.replaceAll(/\s/g, '+')

/** The log of IIS in the W3C's extended format: in UTC and whole seconds, with its head again whenever the server starts. */
export const w3cExtendedLog: Emitter = ({ world, file, clock }) => {
  const { instances, application } = world.scenario.service
  const stamp = (at: number): string => clock.utc(at).slice(0, 19).replace('T', ' ')
  const head = (at: number): string =>
    [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Version: 1.0',
      `#Date: ${stamp(at)}`,
      `#Fields: ${fields}`
    ].join('\n')
  const host = `https://${application}.${world.organisation.domain}`
  const requests = loggedRequests(world, file).map((request): Entry => {
    const { citizen, route, instance, at, endedAt, status, failure } = request
    const { address, userAgent } = visitorOf(world, citizen)
    const [stem = '/', query = '-'] = fill(route.target, request.parameters).split('?')
    const server = instance ?? instances[0]?.name ?? ''
    // 258 is Windows' WAIT_TIMEOUT, 64 a connection that went away.
    const windows = failure?.kind === 'proxy-timeout' ? 258 : failure?.kind === 'interrupted' ? 64 : 0
    const cells = [
      stamp(endedAt),
      addressOf(world, server),
      route.method,
      stem,
      query,
      443,
      '-',
      address,
      spaced(request.userAgent ?? userAgent),
      citizen < 0 ? '-' : `${host}/`,
      status,
      0,
      windows,
      request.bytes,
      Math.max(1, Math.round(endedAt - at))
    ]
    return { at: endedAt, record: true, text: cells.join(' ') }
  })
  const starts = world.happenings
    .filter(({ kind, entity }) => kind === 'up' && (file.instance === undefined || entity === file.instance))
    .map(({ atMs }): Entry => ({ at: atMs, record: false, text: head(atMs) }))
  return {
    kind: 'lines',
    entries: [{ at: null, record: false, text: head(0) }, ...[...requests, ...starts].sort((a, b) => (a.at ?? 0) - (b.at ?? 0))]
  }
}
