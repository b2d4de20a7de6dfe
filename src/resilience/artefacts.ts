import type { Monitoring, RunRecord } from '../domain/index.ts'
import { catalogueText } from './catalogue/catalogue-text.ts'
import { dashboardJson } from './grafana/dashboard.ts'
import { openSloText } from './open-slo/open-slo.ts'
import { prometheusFiles } from './prometheus/files.ts'
import { readmeText } from './readme-text.ts'

const folder = 'monitoring'

/** Which files a design becomes. */
export function artefactsOf({
  detectors,
  serviceLevels
}: Pick<Monitoring, 'detectors' | 'serviceLevels'>): Monitoring['artefacts'] {
  const rules = detectors.length > 0
  const levels = serviceLevels.length > 0
  return [
    ...(rules || levels ? [{ path: `${folder}/README.md`, what: 'what each file is and how to put it to use' }] : []),
    ...(rules
      ? [
          { path: `${folder}/prometheus/rules.yaml`, what: 'alerting and recording rules' },
          { path: `${folder}/prometheus/rules.test.yaml`, what: 'their unit tests on the incident’s own series, for promtool' },
          {
            path: `${folder}/alert-catalogue.md`,
            what: 'every alert: what it says, who is told, what to do first, how it escalates'
          }
        ]
      : []),
    ...(levels ? [{ path: `${folder}/openslo/objectives.yaml`, what: 'service level objectives in OpenSLO' }] : []),
    ...(rules || levels
      ? [{ path: `${folder}/grafana/dashboard.json`, what: 'a dashboard that keeps causes, early signs and symptoms apart' }]
      : [])
  ]
}

/** The files that a run's monitoring design becomes, by their path in its folder: pure, so that `verify` can make them again. */
export function monitoringFiles(record: RunRecord): ReadonlyMap<string, string> {
  const monitoring = record.design?.monitoring
  if (!monitoring || monitoring.artefacts.length === 0) return new Map()
  const evidence = new Map(record.evidence.map((one) => [one.id, one]))
  const origin = `# Made by Inquest ${record.run.inquestVersion} in run ${record.run.id} from "${record.incident.name}" (materials ${record.incident.materialsHash.slice(0, 12)}).`
  const prometheus = prometheusFiles(monitoring.detectors, evidence, origin).map(
    ({ name, content }) => [`${folder}/prometheus/${name}`, content] as const
  )
  const others: Record<string, () => string> = {
    [`${folder}/README.md`]: () => readmeText(record, monitoring),
    [`${folder}/alert-catalogue.md`]: () => catalogueText(record, monitoring),
    [`${folder}/openslo/objectives.yaml`]: () => openSloText(record, monitoring, origin),
    [`${folder}/grafana/dashboard.json`]: () => dashboardJson(record, monitoring)
  }
  const named = monitoring.artefacts.flatMap(({ path }) => {
    const write = others[path]
    return write ? [[path, write()] as const] : []
  })
  return new Map([...named, ...prometheus])
}
