import type { DetectorClause, DetectorSignal } from '../../domain/index.ts'
import { duration } from './durations.ts'
import { equal, histogramOf, type Match, metricName, oldestName, selector } from './selector.ts'

type Across = Extract<DetectorSignal, { of: 'metric' }>['across']

/** PromQL for the value of a clause's signal: the same definition that the backtest computes from the materials. */
export function valueExpression({ signal, windowSeconds }: Pick<DetectorClause, 'signal' | 'windowSeconds'>): string {
  const window = duration(windowSeconds)
  switch (signal.of) {
    case 'metric':
      return across(signal.across, overTime(signal.over, metricSelector(signal.series, signal.entity), windowSeconds))
    case 'metric-ratio': {
      const part = (series: string): string => `sum(${overTime(signal.over, metricSelector(series, null), windowSeconds)})`
      return `${part(signal.series)} / ${part(signal.per)}`
    }
    case 'runs':
      return runsExpression(signal, window)
    case 'runs-ratio': {
      const part = (population: typeof signal.population, operation: string | null): string => {
        const { name, labels } = histogramOf(population, operation)
        return `sum(rate(${selector(`${name}_count`, equal(labels))}[${window}]))`
      }
      return `${part(signal.population, signal.operation)} / ${part(signal.perPopulation, signal.perOperation)}`
    }
    case 'lines':
      return `sum(rate(${linesSelector(signal)}[${window}])) * 60`
    case 'stale-share':
      return `avg_over_time((${ageExpression(signal)} > bool ${signal.bound})[${window}:${duration(judgedSeconds)}])`
    case 'expiry':
      return `(${selector('probe_ssl_earliest_cert_expiry', equal({ instance: signal.subject }))} - time()) / 86400`
  }
}

/** How old the oldest of what a freshness signal watches is, in the signal's unit. */
export function ageExpression(signal: Extract<DetectorSignal, { of: 'stale-share' }>): string {
  const latest = `max_over_time(${freshnessSelector(signal)}[${duration(signal.holdSeconds)}])`
  return signal.by === 'age' ? `max(${latest})` : `(time() - min(${latest}))`
}

export function freshnessSelector({ by, name, entity }: Extract<DetectorSignal, { of: 'stale-share' }>): string {
  return by === 'job' ? selector('job_last_success_timestamp_seconds', equal({ job_name: name })) : metricSelector(name, entity)
}

/** How often within its window a share of time is judged: the usual interval of evaluation. */
const judgedSeconds = 60

export function metricSelector(series: string, entity: string | null): string {
  const { name, labels } = metricName(series)
  return selector(name, equal({ ...labels, ...(entity === null ? {} : { instance: entity }) }))
}

export function linesSelector({ template, levels, entity }: Extract<DetectorSignal, { of: 'lines' }>): string {
  const severity: Match[] = levels === null ? [] : [{ label: 'severity', operator: '=~', value: levels.join('|') }]
  const said = {
    ...(template === null ? {} : { log_template: template }),
    ...(entity === null ? {} : { instance: entity })
  }
  return selector('log_record_count_total', [...equal(said), ...severity])
}

/** Slower than so many milliseconds, as a histogram's bucket says it. */
export function bucketBound(slowMs: number | null): string {
  return String((slowMs ?? 0) / 1000)
}

function overTime(over: Extract<DetectorSignal, { of: 'metric' }>['over'], series: string, windowSeconds: number): string {
  const window = duration(windowSeconds)
  switch (over) {
    case 'mean':
      return `avg_over_time(${series}[${window}])`
    case 'max':
      return `max_over_time(${series}[${window}])`
    case 'min':
      return `min_over_time(${series}[${window}])`
    case 'growth':
      return `deriv(${series}[${window}]) * 3600`
    case 'forecast':
      return `predict_linear(${series}[${window}], ${windowSeconds})`
    case 'rate':
      return `rate(${series}[${window}])`
  }
}

function across(how: Across, expression: string): string {
  switch (how) {
    case 'sum':
    case 'max':
    case 'min':
      return `${how}(${expression})`
    case 'mean':
      return `avg(${expression})`
    case 'skew':
      return `max(${expression}) / quantile(0.5, ${expression})`
    case 'gap':
      return `max(${expression}) - quantile(0.5, ${expression})`
  }
}

function runsExpression(signal: Extract<DetectorSignal, { of: 'runs' }>, window: string): string {
  const { population, operation, entity, measure, slowMs } = signal
  const { name, labels, failed, notFailed } = histogramOf(population, operation)
  const own = equal({ ...labels, ...(entity === null ? {} : { instance: entity }) })
  const sum = signal.across === 'together' ? 'sum' : 'sum by (instance)'
  const rate = (suffix: string, more: readonly Match[] = []): string =>
    `${sum}(rate(${selector(`${name}_${suffix}`, [...own, ...more])}[${window}]))`
  const fast: Match = { label: 'le', operator: '=', value: bucketBound(slowMs) }
  if (measure === 'oldest-ms') {
    const age = `1000 * max${signal.across === 'together' ? '' : ' by (instance)'}(max_over_time(${selector(oldestName(name), own)}[${window}]))`
    return signal.across === 'together' ? age : across(signal.across, `(${age})`)
  }
  const measured = (): string => {
    switch (measure) {
      case 'per-minute':
        return `${rate('count')} * 60`
      case 'failed-share':
        return `${rate('count', [failed])} / ${rate('count')}`
      case 'slow-share':
        return `1 - ${rate('bucket', [fast])} / ${rate('count')}`
      case 'bad-share':
        return `1 - ${rate('bucket', [fast, notFailed])} / ${rate('count')}`
      case 'mean-ms':
        return `1000 * ${rate('sum')} / ${rate('count')}`
      case 'busy':
        return rate('sum')
    }
  }
  return signal.across === 'together' ? measured() : across(signal.across, `(${measured()})`)
}
