import type { Attributes } from '../../domain/index.ts'
import { plainName } from '../fields/fields.ts'
import type { JsonFinding } from './json-records.ts'

type Point = Extract<JsonFinding, { what: 'point' }>

/** Labels that name what is measured, the service before its parts. */
const candidates = [
  'service',
  'service_name',
  'app',
  'application',
  'microservice',
  'component',
  'job',
  'deployment',
  'container',
  'container_name',
  'pod',
  'pod_name',
  'host',
  'hostname',
  'node',
  'server',
  'instance',
  'endpoint',
  'queue',
  'database'
].map(plainName)

/**
 * Names the entity of labelled series: the coarsest label that still tells a series' label sets apart, so that services
 * meet under one name and the series of two pods are never mixed. Points whose entity is known keep it.
 */
export function withEntities(findings: readonly JsonFinding[]): JsonFinding[] {
  const labelSets = new Map<string, Map<string, Attributes>>()
  const keyOf = ({ about, path }: Point): string => String(about['__name__'] ?? path.join('\n'))
  for (const finding of findings) {
    if (finding.what !== 'point') continue
    const sets = labelSets.get(keyOf(finding)) ?? new Map<string, Attributes>()
    labelSets.set(keyOf(finding), sets)
    const set = JSON.stringify(finding.about)
    if (!sets.has(set)) sets.set(set, finding.about)
  }
  const chosen = new Map([...labelSets].map(([key, sets]) => [key, telling([...sets.values()])]))
  return findings.map((finding) => {
    if (finding.what !== 'point') return finding
    const label = chosen.get(keyOf(finding)) ?? null
    const entity = label === null ? null : valueOf(finding.about, label)
    return entity === null ? finding : { ...finding, entity }
  })
}

function telling(sets: readonly Attributes[]): string | null {
  const present = candidates.filter((label) => sets.every((set) => valueOf(set, label) !== null))
  const distinct = (label: string): number => new Set(sets.map((set) => valueOf(set, label))).size
  return present.find((label) => distinct(label) === sets.length) ?? null
}

function valueOf(set: Attributes, label: string): string | null {
  const found = Object.entries(set).find(([name]) => plainName(name) === label)?.[1]
  return typeof found === 'string' && found !== '' ? found : null
}

/** Whose figures these are by their labels: the finest part first. */
export function instanceOf(values: Attributes): string | null {
  for (const name of [
    'pod',
    'instance',
    'host',
    'hostname',
    'service',
    'service_name',
    'serviceName',
    'endpoint',
    'node',
    'server',
    'container',
    'queue',
    'database'
  ]) {
    if (typeof values[name] === 'string') return values[name]
  }
  // `dt.entity.host.name` beside `dt.entity.host`, which holds a number of the tool's own.
  const called = Object.entries(values).find(([name]) => /\.(?:host|service|process_group_instance)\.name$/.test(name))?.[1]
  if (typeof called === 'string') return called
  return null
}
