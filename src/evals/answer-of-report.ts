import { cellOf, type Citation, type Evidence, type RunRecord, type Statement } from '../domain/index.ts'
import type { Answer, CitedEvidence } from './answer.ts'

/** A report as an answer. Citations are checked against the report's own evidence; whether that holds is `inquest verify`'s to say. */
export function answerOf(record: RunRecord): Answer {
  if (record.mode === 'naive') return claimOf(record)
  return wholeAnswer(record)
}

function wholeAnswer(record: RunRecord): Answer {
  const { verdict, impact } = record
  return {
    status: verdict.status,
    confidence: verdict.confidence,
    cause: verdict.rootCause ? causeOf(verdict.rootCause) : null,
    contributing: verdict.contributing.map(causeOf),
    open: record.hypotheses.filter(({ fate }) => fate === 'open').length,
    summary: verdict.summary.map(({ text }) => text).join('. '),
    wouldScalingHelp: record.scaling.wouldScalingHelp,
    remedies: record.remedies.map(({ class: remedyClass, horizon, action }) => ({
      class: remedyClass,
      horizon,
      action: action.text
    })),
    firstHarm: impact.firstHarm,
    failedAttempts: impact.failedAttempts && {
      estimate: impact.failedAttempts.estimate,
      low: impact.failedAttempts.low,
      high: impact.failedAttempts.high
    },
    detectors: (record.design?.monitoring?.detectors ?? []).map(({ detector, backtest }) => ({
      title: detector.title,
      leadMinutes: backtest.overHarm.minutes,
      falseAlarmsPerDay: backtest.falseAlarmsPerDay,
      falseAlarms: firingsInHealth(record, backtest.evidence)
    })),
    rules: null,
    citations: citationsOf(record)
  }
}

function firingsInHealth({ evidence }: RunRecord, id: string): number | null {
  const { quiet_minutes: minutes, quiet_firings: firings } = evidence.find((one) => one.id === id)?.facts ?? {}
  return typeof firings === 'number' && Number(minutes) > 0 ? firings : null
}

/**
 * What one plain prompt claimed. The gates refuse it, since it cites nothing; graded is what it said all the same, and not
 * that it cites nothing, so that the two ways are compared on their claims. What code found beside it is not its merit.
 */
function claimOf(record: RunRecord): Answer {
  const whole = wholeAnswer(record)
  const [claimed] = record.hypotheses
  return {
    ...whole,
    status: claimed ? 'determined' : whole.status === 'no-incident' ? 'no-incident' : 'undetermined',
    cause: claimed ? causeOf({ ...claimed, statement: claimed.statement.text, mechanism: claimed.mechanism.text }) : null,
    contributing: [],
    open: 0,
    summary: '',
    wouldScalingHelp: 'cannot-tell',
    firstHarm: null,
    failedAttempts: null,
    detectors: [],
    citations: null
  }
}

function causeOf({
  category,
  component,
  statement,
  mechanism,
  trigger,
  onset
}: Omit<NonNullable<RunRecord['verdict']['rootCause']>, 'cites' | 'hypothesis'>): NonNullable<Answer['cause']> {
  return { category, component, statement, mechanism, trigger, onset }
}

/** What the root cause's own sentences and its tests point at. */
function citationsOf({ verdict, hypotheses, evidence, sources }: RunRecord): CitedEvidence[] {
  if (!verdict.rootCause) return []
  const { hypothesis, cites } = verdict.rootCause
  const tests = hypotheses.find(({ id }) => id === hypothesis)?.tests ?? []
  const byId = new Map(evidence.map((one) => [one.id, one]))
  const pathOf = new Map(sources.map(({ id, path }) => [id, path]))
  const cited = (statement: Statement, role: CitedEvidence['for']): CitedEvidence[] => [
    ...Object.values(statement.values).map(({ citation }) => ofCell(citation, byId.get(citation.evidence), pathOf, role)),
    ...statement.supports.map((id) => ofWhole(id, byId.get(id), pathOf, role))
  ]
  const all = [
    ...[cites.statement, cites.mechanism].flatMap((statement) => cited(statement, 'cause')),
    ...tests.flatMap(({ outcome, statement }) => (outcome === 'cannot-tell' ? [] : cited(statement, 'cause'))),
    ...verdict.explains.flatMap((statement) => cited(statement, 'effect'))
  ]
  return [...new Map(all.map((one) => [`${one.words} ${one.line} ${one.for}`, one])).values()]
}

type Paths = ReadonlyMap<string, string>

function ofCell(citation: Citation, evidence: Evidence | undefined, paths: Paths, role: CitedEvidence['for']): CitedEvidence {
  const address = 'fact' in citation ? citation.fact : `${citation.column}[${citation.row}]`
  return {
    ...ofWhole(citation.evidence, evidence, paths, role),
    words: `${evidence?.tool ?? citation.evidence} ${address} = ${String(citation.value)}`,
    holds: evidence !== undefined && cellOf(evidence, citation) === citation.value
  }
}

function ofWhole(id: string, evidence: Evidence | undefined, paths: Paths, role: CitedEvidence['for']): CitedEvidence {
  return {
    paths: (evidence?.sources ?? []).flatMap((source) => paths.get(source) ?? []),
    words: evidence?.tool ?? id,
    line: evidence?.reading ?? '',
    kind: 'cell',
    for: role,
    holds: evidence !== undefined
  }
}
