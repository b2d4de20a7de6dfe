import { isNumbered, stemOf } from '../instances/instance-name.ts'

/** Names services as the materials do, instances of one put together. */
export interface ServiceNames {
  /** The service of an instance, pod, host or service; null where nothing is named. */
  of(entity: string | null): string | null
}

/** @param entities every entity of the materials: what two of them have in common names both, what is alone keeps its name */
export function serviceNames(entities: readonly string[]): ServiceNames {
  const members = new Map<string, Set<string>>()
  for (const entity of entities) {
    // One source writes `page_svc`, another `page-svc`.
    const stem = stemOf(entity).replaceAll('_', '-')
    members.set(stem, (members.get(stem) ?? new Set()).add(entity))
  }
  const named = new Map<string, string>()
  for (const [stem, own] of members) {
    const [only = stem] = own
    // The service itself, where it is named beside its instances, is spelt as it is written.
    const written = [...own].find((one) => one.toLowerCase() === stem)
    for (const entity of own) named.set(entity, own.size === 1 ? only : (written ?? stem))
  }
  const short = shortNames(members)
  for (const entity of entities) {
    const stem = stemOf(entity).replaceAll('_', '-')
    const whole = short.get(stem)
    if (whole !== undefined && isNumbered(entity)) named.set(entity, named.get(whole) ?? whole)
    const service = serviceOfPod(entity, named)
    if (service !== null) named.set(entity, service)
  }
  return { of: (entity) => (entity === null || part.test(entity) ? null : (named.get(entity) ?? entity)) }
}

/** A worker, a core, a disk or an interface of something that is not named here: a number alone, or as operating systems call them. */
const part =
  /^(?:\d*|(?:[shv]|xv)d[a-z]{1,2}\d*|nvme\d+(?:n\d+)?(?:p\d+)?|dm-[\w.-]+|md\d+|mmcblk\w+|loop\d+|disk ?\d+|\d+ [a-z]:|[a-z]:\\?|eth\d+|en[opsx]\w*\d|bond\d+|lo|all|_total)$/i

/** What says only that a service is one. */
const kind = /-(?:svc|service|api|app|server|worker|web|srv|ms)$/

/** Pods are often called after a service without what says that it is one: `fare-2` is of `fare-svc`. Where one service alone is so called. */
function shortNames(members: ReadonlyMap<string, ReadonlySet<string>>): Map<string, string> {
  const found = new Map<string, string | null>()
  for (const [stem, own] of members) {
    const short = stem.replace(kind, '')
    const [entity] = own
    if (short === stem || entity === undefined) continue
    found.set(short, found.has(short) ? null : entity)
  }
  return new Map([...found].flatMap(([short, whole]) => (whole === null ? [] : [[short, whole] as const])))
}

/** Of a service that is named as well, and two parts or five letters and figures drawn for this one: `pay-svc-8f-c2`. */
const drawn = /^(?=.*\d)(?:[a-z0-9]{2,10}-[a-z0-9]{2,5}|[a-z0-9]{5})$/

function serviceOfPod(entity: string, named: ReadonlyMap<string, string>): string | null {
  const whole = entity.toLowerCase()
  const parts = whole.split('-')
  for (const count of [1, 2]) {
    const own = parts.slice(0, -count).join('-')
    if (parts.length > count && named.has(own) && drawn.test(parts.slice(-count).join('-'))) return named.get(own) ?? null
  }
  return null
}
