import type { DetectorSignal, Monitoring, RunRecord } from '../domain/index.ts'
import { valueExpression } from './prometheus/expression.ts'

/** How a signal gets into Prometheus when it is not there yet. */
function collectedBy(signal: DetectorSignal): string {
  switch (signal.of) {
    case 'metric':
    case 'metric-ratio':
      return 'The series of the materials, under its own name with characters that Prometheus does not allow replaced. Rename it in rules.yaml and rules.test.yaml if yours is called otherwise.'
    case 'lines':
      return 'A counter of log lines by template: the OpenTelemetry Collector’s count connector, mtail, or Promtail’s metrics stage, with the template as label log_template.'
    case 'stale-share':
      return signal.by === 'job'
        ? 'A gauge of when the job last ended well, epoch seconds: pushed by the job as its last act (Pushgateway), or read from its table of runs by an SQL exporter.'
        : 'The series of the materials, under its own name with characters that Prometheus does not allow replaced; a sample at least as often as rules.yaml looks back.'
    case 'expiry':
      return 'The Prometheus blackbox exporter: probe_ssl_earliest_cert_expiry.'
    case 'runs':
      return signal.measure === 'oldest-ms' ? oldestOf[signal.population] : ofRuns[signal.population]
    case 'runs-ratio':
      return ofRuns[signal.population]
  }
}

const ofRuns = {
  requests: 'OpenTelemetry’s http.server.request.duration, with a bucket at each threshold that rules.yaml names (le).',
  statements:
    'OpenTelemetry’s db.client.operation.duration with the opt-in attribute db.query.text (sanitised); or a query of pg_stat_statements or performance_schema by an SQL exporter, under the same name.',
  spans: 'The OpenTelemetry Collector’s span metrics connector, unit s.',
  events:
    'A histogram of the durations that the log lines state, by a log-to-metrics exporter, with the template as label log_template.'
} as const

const oldestOf = {
  requests:
    'A gauge of the age in seconds of the oldest request that is being answered, 0 while none is: a middleware that keeps the start of each.',
  statements:
    'A gauge of the age in seconds of the oldest running statement of this kind, 0 while none runs: PostgreSQL’s pg_stat_activity (query_start, state active, waiting ones too) or MySQL’s processlist by an SQL exporter, every 15 s.',
  spans: 'A gauge of the age in seconds of the oldest call that is under way, 0 while none is: kept by the client that makes it.',
  events:
    'A gauge of the age in seconds of the oldest piece of this work that is under way, 0 while none is: kept by the program that does it.'
} as const

/** What each file is, and what must be collected for the rules to see anything. */
export function readmeText(record: RunRecord, { detectors, artefacts }: Monitoring): string {
  const rows = detectors.map(({ detector }) => {
    const expressions = detector.rule.clauses.map((clause) => `    ${valueExpression(clause)}`)
    const [first] = detector.rule.clauses
    return [`- **${detector.name}**. ${first ? collectedBy(first.signal) : ''}`, '', ...new Set(expressions), ''].join('\n')
  })
  return [
    `# Monitoring for ${record.incident.brief?.service ?? record.incident.name}`,
    '',
    `Made by Inquest ${record.run.inquestVersion} in run ${record.run.id}. The report beside this folder says why each detector is here, when it would have`,
    'fired in the incident, and what was dropped.',
    '',
    ...artefacts.map(({ path, what }) => `- \`${path.replace(/^monitoring\//, '')}\`: ${what}`),
    '',
    '## To use the rules',
    '',
    '1. See that Prometheus has what they watch (below). A rule without its series is silent for ever.',
    '2. Prove them: `promtool check rules prometheus/rules.yaml` and `promtool test rules prometheus/rules.test.yaml`.',
    '   The test feeds the incident’s own series to the rule engine and expects each alert at the second of the backtest.',
    '3. Copy rules.yaml to where `rule_files` of your prometheus.yml looks, and reload.',
    '4. Route by the labels `severity` and `team` as alert-catalogue.md says.',
    '',
    '## What must be collected',
    '',
    ...rows
  ].join('\n')
}
