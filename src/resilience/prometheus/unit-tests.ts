import { type Evidence, lookbackSecondsOf, type ProvenDetector } from '../../domain/index.ts'
import { duration } from './durations.ts'
import { type InputSeries, inputSeries } from './input-series.ts'

export interface UnitTestFile {
  readonly rule_files: readonly string[]
  readonly evaluation_interval: string
  readonly tests: readonly UnitTest[]
}

interface UnitTest {
  readonly name: string
  readonly interval: string
  readonly input_series: readonly InputSeries[]
  readonly promql_expr_test: readonly {
    readonly expr: string
    readonly eval_time: string
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[]
  }[]
}

/**
 * promtool's unit tests of the rules on the incident's own series: each alert first fires at the second at which the backtest
 * says that it does, read from the rule engine itself. One file for each interval of evaluation, which is promtool's for a
 * whole file. Detectors without rows around their firing have no test.
 */
export function unitTests(
  proven: readonly ProvenDetector[],
  evidence: ReadonlyMap<string, Evidence>,
  ruleFile: string
): { readonly everySeconds: number; readonly file: UnitTestFile }[] {
  const intervals = [...new Set(proven.map(({ detector }) => detector.rule.everySeconds))].sort((a, b) => a - b)
  return intervals.map((everySeconds) => ({
    everySeconds,
    file: {
      rule_files: [ruleFile],
      evaluation_interval: duration(everySeconds),
      tests: proven.flatMap((one) => (one.detector.rule.everySeconds === everySeconds ? unitTest(one, evidence) : []))
    }
  }))
}

function unitTest({ detector, backtest }: ProvenDetector, evidence: ReadonlyMap<string, Evidence>): UnitTest[] {
  const tried = evidence.get(backtest.evidence)
  const start = tried?.rows[0]?.[0]
  if (!tried || typeof start !== 'string' || backtest.firedAt === null) return []
  const { rule, name, title } = detector
  const firedAfter = (Date.parse(backtest.firedAt) - Date.parse(start)) / 1000
  const endSeconds = (tried.rows.length - 1) * rule.everySeconds
  const end = duration(endSeconds)
  // Before the longest window has filled, the engine judges less than the backtest did: firings from there are left out.
  const longest = Math.max(...rule.clauses.map(lookbackSecondsOf))
  const judged = duration(Math.max(rule.everySeconds, endSeconds - longest))
  const firing = `ALERTS{alertname="${name}",alertstate="firing"}`
  return [
    {
      name: `${name}: ${title}`,
      interval: duration(rule.everySeconds),
      input_series: inputSeries(rule, tried),
      promql_expr_test: [
        {
          expr: `min(min_over_time(timestamp(${firing})[${judged}:${duration(rule.everySeconds)}]))`,
          eval_time: end,
          exp_samples: [{ labels: '{}', value: firedAfter }]
        }
      ]
    }
  ]
}
