import type { RunPopulation } from '../../domain/index.ts'

export type Labels = Readonly<Record<string, string>>

/** A label's condition: equal, or a regular expression to match or not to match. */
export interface Match {
  readonly label: string
  readonly operator: '=' | '=~' | '!~' | '!='
  readonly value: string
}

/** `name{a="x",b=~"y"}`: a value is written as PromQL and JSON both write strings. */
export function selector(name: string, matches: readonly Match[]): string {
  const inside = matches.map(({ label, operator, value }) => `${label}${operator}${JSON.stringify(value)}`)
  return inside.length > 0 ? `${name}{${inside.join(',')}}` : name
}

export function equal(labels: Labels): Match[] {
  return Object.entries(labels).map(([label, value]) => ({ label, operator: '=', value }))
}

/** A series' name as Prometheus allows it, with the labels that a name in Prometheus' own notation brings along. */
export function metricName(series: string): { readonly name: string; readonly labels: Labels } {
  const notation = /^([A-Za-z_:][\w:]*)\{(.*)\}$/.exec(series)
  const pairs = notation?.[2]?.matchAll(/([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g) ?? []
  const labels = Object.fromEntries([...pairs].map((pair) => [pair[1] ?? '', pair[2] ?? '']))
  const plain = (notation?.[1] ?? series).replaceAll(/[^A-Za-z0-9_:]+/g, '_')
  return { name: /^[A-Za-z_:]/.test(plain) ? plain : `_${plain}`, labels }
}

/** How work of one kind is counted by what OpenTelemetry collects: a histogram of durations in seconds. */
export interface Histogram {
  readonly name: string
  readonly labels: Labels
  /** What marks a failed run, and a value that is and one that is not so marked. */
  readonly failed: Match
  readonly notFailed: Match
  readonly failedValue: string
  readonly fineValue: string
}

/**
 * Names of OpenTelemetry's semantic conventions as its Prometheus exporter writes them: HTTP servers and database clients;
 * spans by the span metrics connector (unit s); timed log lines by a log-to-metrics exporter.
 */
export function histogramOf(population: RunPopulation, operation: string | null): Histogram {
  switch (population) {
    case 'requests': {
      const route = /^([A-Z]+) (\S.*)$/.exec(operation ?? '')
      const labels: Labels =
        operation === null
          ? {}
          : route
            ? { http_request_method: route[1] ?? '', http_route: route[2] ?? '' }
            : { http_route: operation }
      return { name: 'http_server_request_duration_seconds', labels, ...marked('http_response_status_code', '5..', '500', '200') }
    }
    case 'statements':
      return {
        name: 'db_client_operation_duration_seconds',
        labels: operation === null ? {} : { db_query_text: operation },
        ...marked('error_type', '.+', 'error', '')
      }
    case 'spans':
      return {
        name: 'traces_span_metrics_duration_seconds',
        labels: operation === null ? {} : { span_name: operation },
        ...marked('status_code', 'STATUS_CODE_ERROR', 'STATUS_CODE_ERROR', 'STATUS_CODE_UNSET')
      }
    case 'events':
      return {
        name: 'log_operation_duration_seconds',
        labels: operation === null ? {} : { log_template: operation },
        ...marked('severity', 'error|fatal', 'error', 'info')
      }
  }
}

/** The gauge beside a histogram: for how many seconds the oldest run has been under way, 0 while none is. */
export const oldestName = (histogram: string): string => histogram.replace(/_duration_seconds$/, '_oldest_active_seconds')

function marked(label: string, pattern: string, failedValue: string, fineValue: string) {
  return {
    failed: { label, operator: '=~', value: pattern } as const,
    notFailed: { label, operator: '!~', value: pattern } as const,
    failedValue,
    fineValue
  }
}
