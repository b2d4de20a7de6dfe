import type { Detector, DetectorClause, Monitoring, ProvenDetector, RunRecord, ServiceLevel } from '../../domain/index.ts'
import { valueExpression } from '../prometheus/expression.ts'
import { recordNames } from '../prometheus/rules.ts'

/** What is drawn; where it stands is given to it. */
interface Drawn {
  readonly type: string
  readonly title: string
  readonly description: string
  readonly datasource: object
  readonly targets: readonly object[]
  readonly fieldConfig: object
  readonly options: object
}

const datasource = { type: 'prometheus', uid: '${datasource}' } as const
const width = 12
const height = 8

const rows: readonly (readonly [Detector['stage'], string])[] = [
  ['cause', 'Causes: what to act upon'],
  ['leading', 'Early signs: what moves first'],
  ['symptom', 'Symptoms: what people feel (acting here heals nothing)']
]

/**
 * A Grafana dashboard (schema 39): causes above early signs above symptoms, each value with its threshold, then the
 * objectives. Draws the recorded values that the alerts judge; the data source is a variable.
 */
export function dashboardJson(record: RunRecord, { detectors, serviceLevels }: Monitoring): string {
  const panels: object[] = []
  let y = 0
  const heading = (title: string): void => {
    panels.push({ id: panels.length + 1, type: 'row', title, collapsed: false, gridPos: { h: 1, w: 24, x: 0, y }, panels: [] })
    y += 1
  }
  const place = (drawn: readonly Drawn[]): void => {
    for (const [i, panel] of drawn.entries()) {
      const gridPos = { h: height, w: width, x: (i % 2) * width, y: y + Math.floor(i / 2) * height }
      panels.push({ ...panel, id: panels.length + 1, gridPos })
    }
    y += Math.ceil(drawn.length / 2) * height
  }
  for (const [stage, title] of rows) {
    const own = detectors.filter(({ detector }) => detector.stage === stage)
    if (own.length === 0) continue
    heading(title)
    place(own.map(panelOf))
  }
  if (serviceLevels.length > 0) {
    heading('Objectives: share of what goes wrong')
    place(serviceLevels.map(levelPanel))
  }
  const dashboard = {
    title: `${record.incident.brief?.service ?? record.incident.name}: causes and symptoms`,
    description: `Made by Inquest ${record.run.inquestVersion} in run ${record.run.id}.`,
    uid: null,
    schemaVersion: 39,
    version: 1,
    editable: true,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'utc',
    tags: ['inquest'],
    templating: {
      list: [
        { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', current: {}, hide: 0, refresh: 1 }
      ]
    },
    annotations: {
      list: [
        {
          name: 'Alerts',
          enable: true,
          datasource,
          expr: `ALERTS{alertstate="firing",alertname=~"${detectors.map(({ detector }) => detector.name).join('|')}"}`,
          titleFormat: '{{alertname}}',
          iconColor: 'red',
          step: '60s'
        }
      ]
    },
    panels
  }
  return `${JSON.stringify(dashboard, null, 2)}\n`
}

function panelOf({ detector, why }: ProvenDetector): Drawn {
  const names = recordNames(detector)
  const [clause] = detector.rule.clauses
  return {
    type: 'timeseries',
    title: detector.title,
    description: `${detector.firstAction} (${why.text})`,
    datasource,
    targets: names.map((expr, i) => ({
      refId: String.fromCodePoint(65 + i),
      expr,
      legendFormat: expr.split(':').at(-1),
      datasource
    })),
    fieldConfig: {
      defaults: { unit: clause ? unitOf(clause.unit) : 'short', ...(clause ? thresholds(clause) : {}) },
      overrides: []
    },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } }
  }
}

function levelPanel(level: ServiceLevel): Drawn {
  return {
    type: 'timeseries',
    title: `${level.journey}: ${level.kind}`,
    description: level.why.text,
    datasource,
    targets: [
      {
        refId: 'A',
        expr: valueExpression({ signal: level.signal, windowSeconds: 3600 }),
        legendFormat: 'over an hour',
        datasource
      }
    ],
    fieldConfig: {
      defaults: { unit: level.signal.of === 'runs' || level.signal.of === 'stale-share' ? 'percentunit' : 'short' },
      overrides: []
    },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } }
  }
}

function thresholds({ comparison, threshold }: DetectorClause): object {
  const [low, high] = comparison === 'above' ? ['green', 'red'] : ['red', 'green']
  return {
    custom: { thresholdsStyle: { mode: 'line' } },
    thresholds: {
      mode: 'absolute',
      steps: [
        { color: low, value: null },
        { color: high, value: threshold }
      ]
    }
  }
}

function unitOf(unit: string): string {
  const units: Readonly<Record<string, string>> = {
    ms: 'ms',
    share: 'percentunit',
    percent: 'percent',
    '%': 'percent',
    days: 'd'
  }
  return units[unit.toLowerCase()] ?? 'short'
}
