import { type DetectorRule, type DetectorSignal, type Evidence, rowsOf, type Scalar } from '../../domain/index.ts'
import { bucketBound, freshnessSelector, linesSelector, metricSelector } from './expression.ts'
import { equal, histogramOf, type Labels, oldestName, selector } from './selector.ts'

/** A series as a unit test of rules feeds it: promtool's notation. */
export interface InputSeries {
  readonly series: string
  readonly values: string
}

interface Column {
  readonly signal: number
  readonly part: string
  readonly entity: string | null
  readonly cells: readonly (number | null)[]
}

/** The series that a rule needs, with the incident's own values as the backtest's rows hold them. */
export function inputSeries({ clauses }: DetectorRule, backtest: Evidence): InputSeries[] {
  const signals = distinctSignals(clauses.map(({ signal }) => signal))
  const columns = columnsIn(backtest)
  const all = signals.flatMap((signal, index) =>
    seriesOf(
      signal,
      columns.filter((column) => column.signal === index + 1),
      backtest
    )
  )
  return all.filter(({ series }, i) => all.findIndex((one) => one.series === series) === i)
}

function distinctSignals(signals: readonly DetectorSignal[]): DetectorSignal[] {
  const keys = signals.map((signal) => JSON.stringify(signal))
  return signals.filter((_, i) => keys.indexOf(keys[i] ?? '') === i)
}

/** `s1_value_2` → signal 1, part value, of the second entity. */
function columnsIn(backtest: Evidence): Column[] {
  const rows = rowsOf(backtest)
  return backtest.columns.flatMap(({ name }): Column[] => {
    const [, signal, part, entity] =
      /^s(\d+)_(value|per|oldest|all|failed|fast_ok|fast|ms|top|bottom)(?:_(\d+))?$/.exec(name) ?? []
    if (signal === undefined || part === undefined) return []
    return [{ signal: Number(signal), part, entity: entity ?? null, cells: rows.map((row) => numberIn(row[name])) }]
  })
}

function seriesOf(signal: DetectorSignal, columns: readonly Column[], backtest: Evidence): InputSeries[] {
  switch (signal.of) {
    case 'metric':
      return columns.map(({ entity, cells }) => gauge(labelled(metricSelector(signal.series, signal.entity), entity), cells))
    case 'metric-ratio':
      return columns.map(({ part, entity, cells }) =>
        gauge(labelled(metricSelector(part === 'per' ? signal.per : signal.series, null), entity), cells)
      )
    case 'lines':
      return columns.map(({ cells }) => counter(linesOf(signal), cells))
    case 'stale-share': {
      const first = rowsOf(backtest)[0]?.['time']
      // The test's clock starts at nought: instants are told in its time.
      const begin = signal.by === 'age' || typeof first !== 'string' ? 0 : Date.parse(first) / 1000
      return columns.map(({ entity, cells }) =>
        gauge(
          labelled(freshnessSelector(signal), entity),
          cells.map((value) => (value === null ? null : value - begin))
        )
      )
    }
    case 'expiry': {
      // The test's clock starts at nought: the end is told in its time.
      const first = rowsOf(backtest)[0]?.['time']
      const left = typeof first === 'string' ? (Date.parse(signal.at) - Date.parse(first)) / 1000 : 0
      const series = selector('probe_ssl_earliest_cert_expiry', equal({ instance: signal.subject }))
      return [{ series, values: `${left}x${Math.max(0, backtest.rows.length - 1)}` }]
    }
    case 'runs-ratio':
      return columns.map(({ part, cells }) => {
        const of =
          part === 'top'
            ? ([signal.population, signal.operation] as const)
            : ([signal.perPopulation, signal.perOperation] as const)
        const { name, labels } = histogramOf(...of)
        return counter(selector(`${name}_count`, equal(labels)), cells)
      })
    case 'runs':
      return runsSeries(signal, columns)
  }
}

/** Lines of several levels are counted together in the rows: one level stands for them. */
function linesOf(signal: Extract<DetectorSignal, { of: 'lines' }>): string {
  const counted = linesSelector({ ...signal, levels: null })
  const [level] = signal.levels ?? []
  return level === undefined ? counted : withLabel(counted, 'severity', level)
}

function runsSeries(signal: Extract<DetectorSignal, { of: 'runs' }>, columns: readonly Column[]): InputSeries[] {
  const { name, labels, failed, failedValue, fineValue } = histogramOf(signal.population, signal.operation)
  const status = failed.label
  const entities = [...new Set(columns.map(({ entity }) => entity))]
  return entities.flatMap((entity) => {
    const own: Labels = {
      ...labels,
      ...(entity === null ? (signal.entity === null ? {} : { instance: signal.entity }) : { instance: entity })
    }
    const cells = (part: string) => columns.find((column) => column.part === part && column.entity === entity)?.cells
    const write = (suffix: string, more: Labels, values: readonly (number | null)[]): InputSeries =>
      counter(selector(`${name}_${suffix}`, equal({ ...own, ...more })), values)
    const oldest = cells('oldest')
    if (oldest)
      return [
        gauge(
          selector(oldestName(name), equal(own)),
          oldest.map((age) => (age === null ? null : age / 1000))
        )
      ]
    const [all, bad, fast, fastOk, ms] = ['all', 'failed', 'fast', 'fast_ok', 'ms'].map((part) => cells(part))
    const le = { le: bucketBound(signal.slowMs) }
    return [
      ...(all
        ? [
            write(
              'count',
              { [status]: fineValue },
              all.map((n, i) => (n ?? 0) - (bad?.[i] ?? 0))
            )
          ]
        : []),
      ...(bad ? [write('count', { [status]: failedValue }, bad)] : []),
      ...(fast ? [write('bucket', le, fast)] : []),
      ...(fastOk ? [write('bucket', { ...le, [status]: fineValue }, fastOk)] : []),
      ...(ms
        ? [
            write(
              'sum',
              {},
              ms.map((n) => (n ?? 0) / 1000)
            )
          ]
        : [])
    ]
  })
}

function gauge(series: string, cells: readonly (number | null)[]): InputSeries {
  return { series, values: cells.map((value) => (value === null ? '_' : written(value))).join(' ') }
}

/** A counter begins at nought; what was added before its first row is not known and not needed. */
function counter(series: string, cells: readonly (number | null)[]): InputSeries {
  let total = 0
  return { series, values: cells.map((value, i) => written(i === 0 ? 0 : (total += value ?? 0))).join(' ') }
}

/** Adds which of several entities a series is of: their names are no matter for the rule, and stay in the report. */
function labelled(series: string, entity: string | null): string {
  return entity === null ? series : withLabel(series, 'instance', entity)
}

function withLabel(series: string, label: string, value: string): string {
  const said = `${label}=${JSON.stringify(value)}`
  return series.endsWith('}') ? `${series.slice(0, -1)},${said}}` : `${series}{${said}}`
}

function numberIn(value: Scalar | undefined): number | null {
  return typeof value === 'number' ? value : null
}

function written(value: number): string {
  return String(Number(value.toPrecision(12)))
}
