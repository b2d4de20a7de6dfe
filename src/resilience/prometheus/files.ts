import { stringify } from 'yaml'
import type { Evidence, ProvenDetector } from '../../domain/index.ts'
import { ruleGroups } from './rules.ts'
import { unitTests } from './unit-tests.ts'

const plain = { lineWidth: 0, aliasDuplicateObjects: false } as const

/** rules.yaml, and rules.test.yaml with promtool's unit tests of it (one more for every other interval of evaluation). */
export function prometheusFiles(
  proven: readonly ProvenDetector[],
  evidence: ReadonlyMap<string, Evidence>,
  origin: string
): { readonly name: string; readonly content: string }[] {
  if (proven.length === 0) return []
  const rules = [
    '# Alerting and recording rules for Prometheus.',
    origin,
    '# Metric names are those of the materials, or of OpenTelemetry where the signal came from a log; see README.md here.',
    '# Check: promtool check rules rules.yaml && promtool test rules rules.test.yaml'
  ]
  const tests = [
    '# Unit tests of rules.yaml on the incident’s own series, for promtool test rules.',
    origin,
    '# Each expects the second, counted from the first sample, at which the backtest says that the alert first fires.'
  ]
  return [
    { name: 'rules.yaml', content: `${rules.join('\n')}\n${stringify({ groups: ruleGroups(proven) }, plain)}` },
    ...unitTests(proven, evidence, 'rules.yaml').map(({ everySeconds, file }) => ({
      name: everySeconds === 60 ? 'rules.test.yaml' : `rules.${everySeconds}s.test.yaml`,
      content: `${tests.join('\n')}\n${stringify(file, plain)}`
    }))
  ]
}
