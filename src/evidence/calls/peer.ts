import { type AttributeMap, attributeText } from '../attribute-of.ts'
import type { SpanNode } from '../traces/read-spans.ts'

const services = [
  'peer.service',
  'peer',
  'dependency',
  'dependency.name',
  'downstream.service',
  'downstream',
  'upstream.service',
  'target.service',
  'remote.service',
  'remoteEndpoint.serviceName',
  'external.service',
  'rpc.service',
  'callee'
]
const hosts = [
  'server.address',
  'net.peer.name',
  'peer.hostname',
  'peer.host',
  'peer.address',
  'upstream.host',
  'upstream.addr',
  'upstream.cluster',
  'upstream',
  'backend',
  'net.peer.ip',
  'network.peer.address'
]
/** Who sells what is asked for; not where the program runs, nor who vouches for a user. */
const parties = /^(?!.*(?:cloud|faas|identity|auth|login))(?:.*\.)?(?:provider|vendor)(?:[._]?name)?$/i
const urls = ['url.full', 'http.url', 'request.url', 'url', 'uri', 'endpoint']
const databases = ['db.system', 'db.system.name', 'db.type', 'messaging.system']
const databaseNames = ['db.name', 'db.namespace', 'db.instance', 'messaging.destination.name', 'messaging.destination']

/** Who is called, from the names that tracing and logging use for it: a service, a database, a host. Null when nothing says. */
export function peerOfAttributes(attributes: AttributeMap): string | null {
  const service = attributeText(attributes, services)
  if (service !== null) return hostOfUrl(service) ?? service
  const system = attributeText(attributes, databases)
  if (system !== null) return [system, attributeText(attributes, databaseNames)].filter((part) => part !== null).join(' ')
  const party = Object.entries(attributes).find(
    ([name, value]) => parties.test(name) && typeof value === 'string' && value !== ''
  )?.[1]
  if (typeof party === 'string') return hostOfUrl(party) ?? party
  const host = attributeText(attributes, hosts)
  if (host !== null) return hostOfUrl(host) ?? host
  const url = attributeText(attributes, urls)
  return url === null ? null : hostOfUrl(url)
}

/** Host of an absolute URL, with its port where that is no usual one; null for other text. */
export function hostOfUrl(text: string): string | null {
  const match = /^[a-z][a-z0-9+.-]{1,12}:\/\/(?:[^/@\s]*@)?(\[[^\]\s]+\]|[^/:?#\s"']+)(?::(\d+))?/i.exec(text)
  if (!match?.[1]) return null
  return match[2] === undefined || match[2] === '80' || match[2] === '443' ? match[1] : `${match[1]}:${match[2]}`
}

type Kind = 'client' | 'server' | 'internal' | null

/** What side of a call a span says it is on (OpenTelemetry writes words or 1 internal, 2 server, 3 client, 4 producer, 5 consumer). */
function kindOf({ attributes }: SpanNode): Kind {
  const text = attributeText(attributes, ['span.kind', 'spanKind', 'kind'])?.toLowerCase() ?? ''
  if (/client|producer|^[34]$|exit/.test(text)) return 'client'
  if (/server|consumer|^[25]$|entry/.test(text)) return 'server'
  return /internal|^1$|local/.test(text) ? 'internal' : null
}

/** A method and an address without its scheme: `POST api.example.org/orders`, `HTTP GET api.example.org`. */
const addressed =
  /^(?:https?[\s:]+)?(?:get|post|put|patch|delete|head) ((?=[^/\s]*[a-z])[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?)(?:[/?\s]|$)/i
const hostInName = (name: string): string | null =>
  addressed.exec(name)?.[1] ?? hostOfUrl(/[a-z]+:\/\/\S+/i.exec(name)?.[0] ?? '')
const named =
  /^(?:call|rpc|grpc|http client|client|db|sql|redis|query)[\s:./]+\S|^(?:select|insert|update|delete|begin|commit)\b|^(?:get|post|put|patch|delete|head) https?:/i

/**
 * Whom a span calls, when it stands for a call: by its kind, by what its attributes say of the other side, or because span and
 * parent belong to different services. A call that caller and callee both recorded is the caller's. Null for anything else.
 */
export function peerOfSpan(span: SpanNode): string | null {
  const kind = kindOf(span)
  if (kind === 'client') {
    return (
      peerOfAttributes(span.attributes) ??
      hostInName(span.name) ??
      (isOfCallee(span) ? span.entity : (calleeOf(span) ?? span.name))
    )
  }
  const { parent } = span
  if (parent === null) return null
  if (areApart(span, parent)) return isCaller(parent) ? null : span.entity
  if (kind !== null) return null
  return peerOfAttributes(span.attributes) ?? hostInName(span.name) ?? (named.test(span.name) ? span.name : calleeOf(span))
}

const areApart = (span: SpanNode, parent: SpanNode): boolean =>
  span.entity !== null && parent.entity !== null && parent.entity !== span.entity

/** A call is recorded beside what makes it; one that stands in another service than that, over no other side, bears the name of whom it called. */
const isOfCallee = (span: SpanNode): boolean =>
  span.parent !== null && areApart(span, span.parent) && !span.children.some((child) => kindOf(child) === 'server')

/** A call to an address that stands under the name of whom it called, as if it were a service that records its own work. */
export const isOfOutsider = (span: SpanNode): boolean =>
  kindOf(span) === 'client' && isOfCallee(span) && hostInName(span.name) !== null

/** Does the span itself stand for the call whose other side is its child? */
function isCaller(span: SpanNode): boolean {
  const kind = kindOf(span)
  if (kind === 'client') return !isOfCallee(span)
  return (
    kind === null &&
    span.parent?.entity === span.entity &&
    (peerOfAttributes(span.attributes) !== null || calleeOf(span) !== null)
  )
}

/** The other service, when a span does nothing but wrap a call to it. */
function calleeOf(span: SpanNode): string | null {
  const [only, ...more] = span.children
  const wraps = only !== undefined && more.length === 0 && only.entity !== null && only.entity !== span.entity
  return wraps && only.durationMs >= 0.5 * span.durationMs ? only.entity : null
}

/** The span's topmost ancestor in the same service: the request that the call was made for. */
export function callerOf(span: SpanNode): SpanNode {
  let up = span.parent ?? span
  while (up.parent !== null && up.parent.entity === up.entity) up = up.parent
  return up
}
