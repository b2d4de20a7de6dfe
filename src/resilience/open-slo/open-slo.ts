import { stringify } from 'yaml'
import type { Monitoring, RunRecord, ServiceLevel } from '../../domain/index.ts'
import { ageExpression, valueExpression } from '../prometheus/expression.ts'
import { budgetBurns } from '../service-levels/burn-rates.ts'

/** What is told of a run. */
type Told = Pick<RunRecord, 'incident' | 'evidence'>
type Document = Readonly<Record<string, unknown>>

const version = 'openslo/v1'
/** RFC 1123, as OpenSLO asks of names. */
const mostCharacters = 63
/** What a query of a ratio looks back over; burn rates average it over their own windows. */
const lookbackSeconds = 300

/** The objectives as OpenSLO v1 (github.com/OpenSLO/OpenSLO): a service, its alert policies on burn rates, and its SLOs. */
export function openSloText(record: Told, { serviceLevels }: Pick<Monitoring, 'serviceLevels'>, origin: string): string {
  const service = nameOf(record.incident.brief?.service ?? record.incident.name)
  const documents: Document[] = [
    {
      apiVersion: version,
      kind: 'Service',
      metadata: { name: service, displayName: record.incident.brief?.service ?? record.incident.name },
      spec: { description: `What citizens do with it, as seen in ${record.incident.name}.` }
    },
    ...policies(service),
    ...serviceLevels.map((level) => sloOf(level, service, record))
  ]
  const head = ['# Service level objectives in OpenSLO v1.', origin].join('\n')
  return `${head}\n${documents.map((one) => stringify(one, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')}`
}

/** OpenSLO's burn-rate conditions have one window: the long ones. The rules for Prometheus have the short one too. */
function policies(service: string): Document[] {
  return budgetBurns.map(({ factor, longSeconds, speed }) => ({
    apiVersion: version,
    kind: 'AlertPolicy',
    metadata: { name: nameOf(`${service}-budget-${speed}`) },
    spec: {
      description: `The error budget burns ${factor} times as fast as it lasts, over ${longSeconds / 3600} h.`,
      alertWhenBreaching: true,
      alertWhenResolved: false,
      alertWhenNoData: false,
      conditions: [
        {
          kind: 'AlertCondition',
          metadata: { name: nameOf(`burns-${speed}`) },
          spec: {
            description: 'Google, The Site Reliability Workbook, chapter 5.',
            severity: speed === 'Fast' ? 'page' : 'ticket',
            condition: { kind: 'burnrate', threshold: factor, lookbackWindow: `${longSeconds / 3600}h`, alertAfter: '0m' }
          }
        }
      ],
      notificationTargets: [
        { kind: 'AlertNotificationTarget', metadata: { name: nameOf(`${service}-on-call`) }, spec: { target: 'on-call' } }
      ]
    }
  }))
}

function sloOf(level: ServiceLevel, service: string, record: Told): Document {
  const { signal } = level
  return {
    apiVersion: version,
    kind: 'SLO',
    metadata: { name: nameOf(level.id), displayName: `${level.journey}: ${level.kind}` },
    spec: {
      description: `${level.why.text}. ${level.budget.text}.`.slice(0, 1050),
      service,
      indicator: {
        metadata: { name: nameOf(`${level.id}-${level.kind}`) },
        spec:
          signal.of === 'stale-share'
            ? { thresholdMetric: prometheus(ageExpression(signal)) }
            : { ratioMetric: ratioOf(level, record) }
      },
      timeWindow: [{ duration: `${level.windowDays}d`, isRolling: true }],
      ...(signal.of === 'stale-share'
        ? {
            // Age is a matter of time and not of requests: each minute is good or bad.
            budgetingMethod: 'Timeslices',
            objectives: [
              {
                displayName: level.journey,
                op: 'lte',
                value: signal.bound,
                target: level.objective,
                timeSliceTarget: 1,
                timeSliceWindow: '1m'
              }
            ]
          }
        : { budgetingMethod: 'Occurrences', objectives: [{ displayName: level.journey, target: level.objective }] }),
      alertPolicies: budgetBurns.map(({ speed }) => ({ alertPolicyRef: nameOf(`${service}-budget-${speed}`) }))
    }
  }
}

/** The share as Prometheus computes it: of what went wrong, or of what went well where that is what is measured. */
function ratioOf({ signal, evidence }: ServiceLevel, record: Told): Document {
  const asked = record.evidence.find(({ id }) => id === evidence)?.arguments
  const full = typeof asked?.['full'] === 'number' ? asked['full'] : 1
  const value = valueExpression({ signal, windowSeconds: lookbackSeconds })
  return {
    counter: false,
    rawType: asked?.['goodIsHigh'] === true ? 'success' : 'failure',
    raw: prometheus(full === 1 ? value : `(${value}) / ${full}`)
  }
}

const prometheus = (query: string): Document => ({ metricSource: { type: 'Prometheus', spec: { query } } })

function nameOf(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, mostCharacters)
    .replaceAll(/^-+|-+$/g, '')
  return name === '' ? 'service' : name
}
