import type { RecordOf } from '../../domain/index.ts'

type Request = Pick<RecordOf<'requests'>, 'method' | 'target' | 'entity'>

/** More different names than this under one path are values, not routes. */
const mostNames = 20
/** A name with at least this share of its siblings' requests is a route of its own even among values. */
const routeShare = 0.02

interface PathNode {
  count: number
  readonly children: Map<string, PathNode>
  /** The child under which names that are values were merged. */
  valuesAs?: string
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

interface Seen {
  readonly entity: string | null
  readonly method: string | null
  readonly segments: readonly string[]
  count: number
}

/** A route that was given before names among values were known, and what it is now. */
export interface ChangedRoute {
  readonly entity: string | null
  readonly before: string
  readonly after: string
}

export interface Routes {
  /** Counts a request, or so many like it, and gives its route by form: ids, dates and segments that hold digits are replaced. */
  add(request: Request, times?: number): string
  /** When all requests are counted: the routes by form in which names turned out to be values. */
  changes(): ChangedRoute[]
}

/**
 * Learns routes, which are method and path, request by request: names are replaced by `{}` where a service has too many of
 * them in one place to be routes, and that shows only in the end.
 */
export function createRoutes(): Routes {
  const seen = new Map<string, Seen>()
  return {
    add({ method, target, entity }, times = 1) {
      const segments = segmentsOf(target).map(formOf)
      const route = routeOf(method, segments)
      const key = `${entity ?? ''} ${route}`
      const known = seen.get(key)
      if (known) known.count += times
      else
        seen.set(Buffer.from(key).toString(), {
          entity,
          method,
          segments: segments.map((one) => Buffer.from(one).toString()),
          count: times
        })
      return route
    },
    changes() {
      const services = treesOf(seen.values())
      return [...seen.values()].flatMap(({ entity, method, segments }) => {
        const [before, after] = [routeOf(method, segments), routeOf(method, namesIn(services.get(entity ?? ''), segments))]
        return before === after ? [] : [{ entity, before, after }]
      })
    }
  }
}

/** Learns the routes of all requests and returns what names one. */
export function learnRoutes(requests: readonly Request[]): (request: Request) => string {
  const routes = createRoutes()
  for (const request of requests) routes.add(request)
  const changed = new Map(routes.changes().map(({ entity, before, after }) => [`${entity ?? ''} ${before}`, after]))
  return ({ method, target, entity }) => {
    const route = routeOf(method, segmentsOf(target).map(formOf))
    return changed.get(`${entity ?? ''} ${route}`) ?? route
  }
}

function routeOf(method: string | null, segments: readonly string[]): string {
  const path = `/${segments.join('/')}`
  return method === null ? path : `${method} ${path}`
}

function treesOf(seen: Iterable<Seen>): Map<string, PathNode> {
  const services = new Map<string, PathNode>()
  for (const { entity, segments, count } of seen) {
    let node = services.get(entity ?? '') ?? newNode()
    services.set(entity ?? '', node)
    for (const segment of segments) {
      const child = node.children.get(segment) ?? newNode()
      node.children.set(segment, child)
      child.count += count
      node = child
    }
  }
  for (const root of services.values()) collapse(root)
  return services
}

function namesIn(root: PathNode | undefined, segments: readonly string[]): string[] {
  let node = root ?? newNode()
  return segments.map((form) => {
    const name = node.children.has(form) ? form : (node.valuesAs ?? form)
    node = node.children.get(name) ?? newNode()
    return name
  })
}

/**
 * Merges rare names among many into one child, from the root downwards: `{}`, or what stands there for ids if that leads on alike.
 * Names below which the same stands as below most of the others are values however often they come.
 */
function collapse(node: PathNode): void {
  const names = [...node.children].filter(([name]) => !name.startsWith('{'))
  if (names.length > mostNames) {
    const total = names.reduce((sum, [, { count }]) => sum + count, 0)
    const usual = usualBelow(names.map(([, child]) => child))
    const merged = newNode()
    for (const [name, child] of names) {
      const isOften = child.count >= total * routeShare && child.count > 1
      if (isOften && (usual === null || below(child) !== usual)) continue
      merge(merged, child)
      node.children.delete(name)
    }
    if (merged.count > 0) {
      const ids = node.children.get('{id}')
      node.valuesAs = ids && usual !== null && below(ids) === usual ? '{id}' : '{}'
      if (node.valuesAs === '{id}' && ids) merge(ids, merged)
      else node.children.set('{}', merged)
    }
  }
  for (const child of node.children.values()) collapse(child)
}

const below = ({ children }: PathNode): string => [...children.keys()].toSorted().join('/')

/** What stands below most of many names; null where they are the ends of their paths, or lead to this and that. */
function usualBelow(nodes: readonly PathNode[]): string | null {
  const counts = new Map<string, number>()
  for (const node of nodes) counts.set(below(node), (counts.get(below(node)) ?? 0) + 1)
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1])
  return most === undefined || most[0] === '' || most[1] < nodes.length / 2 ? null : most[0]
}

function merge(into: PathNode, from: PathNode): void {
  into.count += from.count
  for (const [name, child] of from.children) {
    const target = into.children.get(name) ?? newNode()
    into.children.set(name, target)
    merge(target, child)
  }
}
