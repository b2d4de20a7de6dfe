import { camelApart } from '../../domain/index.ts'
import type { Detector, ProvenDetector } from '../../domain/index.ts'
import { duration } from './durations.ts'
import { valueExpression } from './expression.ts'

interface RecordingRule {
  readonly record: string
  readonly expr: string
}
interface AlertingRule {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}
export interface RuleGroup {
  readonly name: string
  readonly interval: string
  readonly rules: readonly (RecordingRule | AlertingRule)[]
}

/** Alerting rules with a recording rule for each value that they watch, so that dashboards draw what alerts judge. */
export function ruleGroups(proven: readonly ProvenDetector[]): RuleGroup[] {
  const intervals = [...new Set(proven.map(({ detector }) => detector.rule.everySeconds))].sort((a, b) => a - b)
  return intervals.map((seconds) => {
    const own = proven.filter(({ detector }) => detector.rule.everySeconds === seconds)
    return {
      name: `inquest-${duration(seconds)}`,
      interval: duration(seconds),
      rules: [...own.flatMap(({ detector }) => recordsOf(detector)), ...own.map(alertOf)]
    }
  })
}

/** `inquest:slow_query_on_orders:5m`, in order of the clauses. */
export function recordNames({ name, rule }: Detector): string[] {
  const base = camelApart(name, '_')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
  return rule.clauses.map(({ windowSeconds, signal }, i) => {
    const before = rule.clauses.slice(0, i).some((one) => one.windowSeconds === windowSeconds && one.signal.of === signal.of)
    return `inquest:${base}:${duration(windowSeconds)}${before ? `_${i + 1}` : ''}`
  })
}

function recordsOf(detector: Detector): RecordingRule[] {
  const names = recordNames(detector)
  return detector.rule.clauses.map((clause, i) => ({ record: names[i] ?? '', expr: valueExpression(clause) }))
}

function alertOf({ detector, why, backtest }: ProvenDetector): AlertingRule {
  const { name, title, stage, rule, severity, tell, firstAction, runbook, hypothesis } = detector
  const names = recordNames(detector)
  const conditions = rule.clauses.map(
    ({ comparison, threshold }, i) => `${names[i]} ${comparison === 'above' ? '>' : '<'} ${threshold}`
  )
  return {
    alert: name,
    expr: conditions.join(' and '),
    for: duration(rule.forSeconds),
    labels: { severity, stage, team: labelValue(tell) },
    annotations: withoutTemplates({
      summary: title,
      description: `Seen in the incident: ${why.text}.`,
      first_action: firstAction,
      proven: `On the incident that it was made for it ${backtest.fired.text}.`,
      ...(runbook === null ? {} : { runbook }),
      ...(hypothesis === null ? {} : { hypothesis })
    })
  }
}

function labelValue(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

/** Annotations are templates in Prometheus: what stands in a log line must not be run as one. */
function withoutTemplates(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).map(([name, text]) => [name, text.replaceAll('{{', '{ {')]))
}
