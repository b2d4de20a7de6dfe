/** A replica set's hash and a random suffix; where both are letters alone only such as Kubernetes draws (without vowels). */
const pod = /-(?:(?=[a-z]*\d)[a-z0-9]{6,10}-[a-z0-9]{5}|[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5})$/
const daemon = /-(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{5}$/
const address = /^\d{1,3}(?:\.\d{1,3}){3}$/

/** What instances of one service have in common: `web-1.internal:8080` and `web-2` are `web`, `pay-7d4f9c6b5-x2b4q` is `pay`. */
export function stemOf(name: string): string {
  const bare = name
    .trim()
    .toLowerCase()
    .replace(/:\d{2,5}$/, '')
  if (address.test(bare)) return bare.replace(/\.\d+$/, '')
  const host = /^[^.]*\d/.test(bare) || /^[a-z][a-z-]*-[a-z]\./.test(bare) ? bare.replace(/\.(?=[a-z]).*$/, '') : bare
  const stem = host
    .replace(pod, '')
    .replace(daemon, '')
    .replace(/(?<=\d)[a-z]$/, '')
    .replace(/(?<=[a-z0-9])[-_.#@ ]?\d+$/, '')
    .replace(/(?<=[a-z]{2}\d*)[-_][a-z]$/, '')
    .replace(/[-_.#@ ]+$/, '')
  return stem === '' ? bare : stem
}

/** Does the name say which of several it is? */
export function isNumbered(name: string): boolean {
  const bare = name
    .trim()
    .toLowerCase()
    .replace(/:\d{2,5}$/, '')
  return stemOf(name) !== bare
}

const dateLike = /\d{4}[-_.]?\d\d[-_.]?\d\d|\d{8,}/

/**
 * Instances by the names of the files that they wrote: `logs/app-1.log` and `logs/app-2.log` are `app-1` and `app-2`, and
 * `web-a/access.log` is `web-a`. Files of one format only, at least two; dates and rotation numbers are no instances.
 */
export function instancesOfPaths(
  sources: readonly { readonly id: string; readonly path: string; readonly format: string }[]
): Map<string, string> {
  const groups = new Map<string, { id: string; instance: string }[]>()
  for (const { id, path, format } of sources) {
    for (const [place, part] of path.split('/').entries()) {
      const bare = part.replace(/(?:\.(?:log|txt|json|jsonl|csv|out|gz))+(?:\.\d+)?$/i, '')
      const instance = dateLike.test(bare) ? undefined : tokensOf(bare).find((token) => isNumbered(token))
      if (instance === undefined) continue
      const others = path.split('/').map((other, i) => (i === place ? part.replace(instance, '#').replace(copy, '') : other))
      const key = JSON.stringify([format, stemOf(instance), others])
      groups.set(key, [...(groups.get(key) ?? []), { id, instance }])
    }
  }
  const found = new Map<string, string>()
  for (const members of groups.values()) {
    if (new Set(members.map(({ instance }) => instance)).size < 2) continue
    for (const { id, instance } of members) if (!found.has(id)) found.set(id, instance)
  }
  return found
}

/** The part that a database plays among its copies: `db1-primary` and `db2-replica` are `db1` and `db2`. */
const copy = /(?<=[\d#])[-_.](?:primary|main|master|leader|writer|replica|standby|secondary|slave|follower|reader)(?![a-z\d])/i

/** The whole name and what is left of it without a kind of log before or after: `gc-app-1` → `gc-app-1`, `app-1`. */
function tokensOf(name: string): string[] {
  const kinds =
    /^(?:gc|access|error|application|app-log|server|jvm|metrics|slow|log)s?[-_.]|[-_.](?:gc|access|error|application|server|jvm|metrics|slow|log)s?$/gi
  const short = name.replaceAll(kinds, '').replace(copy, '')
  return short === name || !/[a-z]/i.test(short) ? [name] : [short]
}

const compass = '(?:north|south|east|west|central)'
/** Regions, zones, racks and halls, as clouds and data centres call them: `eu-north-9b`, `europe-west4-a`, `westeurope-2`, `rack-12`, `dc2`. */
const place = new RegExp(
  `^(?:[a-z]{2,12}(?:-gov)?-${compass}+-?\\d{1,2}-?[a-z]?|${compass}+[a-z]{2,12}\\d?(?:-\\d)?|(?:az|zone|rack|dc|hall|room|region|datacent(?:er|re)|site)[-_ ]?[a-z\\d]{1,3})$`
)

/** Is the name one of a place that several instances stand in? */
export const isPlace = (name: string): boolean => place.test(name.trim().toLowerCase())
