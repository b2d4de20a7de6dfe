import type { RecordOf } from '../../domain/index.ts'

type Request = Pick<RecordOf<'requests'>, 'method' | 'target' | 'entity'>

/** More different names than this under one path are values, not routes. */
const mostNames = 20
/** A name with at least this share of its siblings' requests is a route of its own even among values. */
const routeShare = 0.02

interface PathNode {
  count: number
  readonly children: Map<string, PathNode>
}

const newNode = (): PathNode => ({ count: 0, children: new Map() })

/** The path's segments without host, query, fragment, matrix parameters and empty segments. */
function segmentsOf(target: string): string[] {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? ''
  return path
    .split('/')
    .map((segment) => segment.split(';', 1)[0] ?? '')
    .filter((segment) => segment !== '')
}

const extension = /\.(?:[a-z]{2,5})$/i

/** A segment that is a value by its form alone → its placeholder; other segments as they are. */
function formOf(segment: string): string {
  if (/^v\d+(?:[._]\d+)*$/i.test(segment) || /^[a-z]{2,}\d$/i.test(segment)) return segment
  if (/^(?:19|20)\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?:T[\d:.Z+-]+)?$/.test(segment)) return '{date}'
  if (/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(segment)) return '{id}'
  if (/\d/.test(segment)) return `{id}${/[a-z]/i.test(segment) ? (extension.exec(segment)?.[0] ?? '') : ''}`
  if (/[@%]/.test(segment) || segment.length > 60) return '{id}'
  return segment
}

/**
 * Learns the routes of all requests and returns what names one: method and path, with ids, dates and segments that hold
 * digits replaced by their form, and with names replaced by `{}` where a service has too many of them to be routes.
 */
export function learnRoutes(requests: readonly Request[]): (request: Request) => string {
  const services = new Map<string, PathNode>()
  const counts = new Map<string, { entity: string; segments: string[]; count: number }>()
  for (const { target, entity } of requests) {
    const segments = segmentsOf(target).map(formOf)
    const key = `${entity ?? ''} ${segments.join('/')}`
    const known = counts.get(key)
    if (known) known.count += 1
    else counts.set(key, { entity: entity ?? '', segments, count: 1 })
  }
  for (const { entity, segments, count } of counts.values()) {
    let node = services.get(entity) ?? newNode()
    services.set(entity, node)
    for (const segment of segments) {
      const child = node.children.get(segment) ?? newNode()
      node.children.set(segment, child)
      child.count += count
      node = child
    }
  }
  for (const root of services.values()) collapse(root)
  return ({ method, target, entity }) => {
    let node = services.get(entity ?? '') ?? newNode()
    const parts = segmentsOf(target).map((segment) => {
      const form = formOf(segment)
      const name = !node.children.has(form) && node.children.has('{}') ? '{}' : form
      node = node.children.get(name) ?? newNode()
      return name
    })
    const path = `/${parts.join('/')}`
    return method === null ? path : `${method} ${path}`
  }
}

/** Merges rare names among many into one child `{}`, from the root downwards. */
function collapse(node: PathNode): void {
  const names = [...node.children].filter(([name]) => !name.startsWith('{'))
  if (names.length > mostNames) {
    const total = names.reduce((sum, [, { count }]) => sum + count, 0)
    const merged = newNode()
    for (const [name, child] of names) {
      if (child.count >= total * routeShare && child.count > 1) continue
      merge(merged, child)
      node.children.delete(name)
    }
    if (merged.count > 0) node.children.set('{}', merged)
  }
  for (const child of node.children.values()) collapse(child)
}

function merge(into: PathNode, from: PathNode): void {
  into.count += from.count
  for (const [name, child] of from.children) {
    const target = into.children.get(name) ?? newNode()
    into.children.set(name, target)
    merge(target, child)
  }
}
