import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { instancesOfPaths } from './instance-name.ts'

const instanceKeys =
  'service.instance.id service_instance_id instance instance_id instance_name pod pod_name k8s.pod.name kubernetes.pod.name host.name host hostname server server_name node node_name upstream upstream_addr backend_server target target_ip container container_name'.split(
    ' '
  )
const serviceKeys = 'service service_name service.name app application app_name deployment job component role'.split(' ')
const zoneKeys =
  'zone availability_zone availability-zone az cloud.availability_zone topology.kubernetes.io/zone rack datacenter data_center'.split(
    ' '
  )
const versionKeys = 'version service.version app_version build build_id release image_tag image git_sha revision commit'.split(
  ' '
)

type Table = 'metrics' | 'events' | 'requests' | 'spans' | 'statements'

/** Expressions over one table. Null where the table says nothing of the kind. */
export interface Whose {
  /** Which of several: what an attribute, the entity or the file's name says. */
  readonly instance: string
  readonly service: string
  readonly zone: string | null
  readonly version: string | null
}

/** How to read from a table's rows which instance, service, zone and version they are of. */
export async function whoseOf(context: ToolContext, table: Table): Promise<Whose> {
  const rows = await queryRows(
    context,
    `SELECT DISTINCT unnest(json_keys(attributes)) AS key FROM ${table} ORDER BY key LIMIT 2000`
  )
  const present = new Set(rows.map((row) => row.text('key') ?? ''))
  const pick = (keys: readonly string[]): string[] =>
    keys
      .flatMap((key) => [key, `labels.${key}`, `resource.${key}`, `attributes.${key}`])
      .filter((key) => present.has(key))
      .map((key) => `nullif(attributes->>'$."${key}"', '')`)
  const paths = [...instancesOfPaths(context.incident.sources)].map(
    ([id, name]) => `WHEN '${id}' THEN '${name.replaceAll("'", "''")}'`
  )
  const byPath = paths.length > 0 ? [`CASE source_id ${paths.join(' ')} END`] : []
  const either = (parts: readonly string[]): string =>
    parts.length === 1 ? (parts[0] ?? 'NULL') : `coalesce(${parts.join(', ')})`
  const [zone, version] = [pick(zoneKeys), pick(versionKeys)]
  // A file's name says more than an entity that all of them share; an attribute says more than either.
  return {
    instance: withoutPort(either([...pick(instanceKeys), ...byPath, 'entity'])),
    service: either([...pick(serviceKeys), 'entity']),
    zone: zone.length > 0 ? either(zone) : null,
    version: version.length > 0 ? either(version) : null
  }
}

/** `web-1:8080` in a proxy's log is `web-1` in its own; addresses and localhost differ by their ports alone. */
function withoutPort(sql: string): string {
  return String.raw`CASE WHEN ${sql} LIKE 'localhost:%' THEN ${sql} ELSE regexp_replace(${sql}, '^([A-Za-z][^:/ ]*):[0-9]{2,5}$', '\1') END`
}
