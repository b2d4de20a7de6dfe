import { type DetectorSignal, type Evidence, rowsOf, state } from '../../domain/index.ts'
import { camelCase, type Candidate, type Marks, marksOf, type Trial } from '../../resilience/index.ts'
import { ask, framed } from '../builtin/ask.ts'
import { monitorFor } from '../builtin/designer/monitor.ts'
import { tryCandidates } from '../builtin/designer/try-candidates.ts'
import type { Designer, Desk } from '../roles.ts'
import { frameText, type LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { type DetectorDraft, DetectorDrafts } from './detector-drafts.ts'
import { citableText } from './texts.ts'

/** What can be watched, by what a proposal names. */
interface Watchable {
  readonly series: ReadonlySet<string>
  readonly operations: ReadonlySet<string>
  readonly lines: ReadonlySet<string>
  readonly text: string
}

/**
 * A model proposes detectors as data. Each is tried on the materials; what would not have done is sent back once with the
 * result; what comes of both stands beside the candidates that rules derive, and all are chosen from alike.
 */
export function modelMonitoring(context: LlmContext): Designer['monitor'] {
  return async (desk, judged) => {
    const cause = judged.verdict.rootCause
    const frame = framed(desk)
    const { window } = desk
    if (!cause || !frame || !window) return context.builtin.designer.monitor(desk, judged)
    const watchable = watchableIn({
      onsets: await ask(desk, 'series_onsets', frame),
      operations: await ask(desk, 'operations', frame),
      templates: await ask(desk, 'log_templates', { ...frame, limit: 200 })
    })
    const verdict = [
      `${cause.category} in ${cause.component}`,
      citableText(cause.cites.statement),
      citableText(cause.cites.mechanism)
    ]
    const propose = async (name: string, results: string): Promise<Candidate[]> => {
      const parts = await converse({
        context,
        desk,
        role: 'designer',
        name,
        title: 'Designer: monitoring',
        prompt: 'designer/monitoring',
        answer: DetectorDrafts,
        settle: ({ detectors }) => settleDrafts(detectors, watchable, cause.hypothesis),
        values: () => ({ verdict: verdict.join('\n'), measured: watchable.text, results, frame: frameText(desk) })
      })
      return parts.flat()
    }
    const marks = marksOf(cause.onset, {
      impact: await ask(desk, 'impact', frame),
      reports: await ask(desk, 'reports_timeline', { window }),
      alerts: await ask(desk, 'alerts_timeline', { window })
    })
    const attempt = (candidates: readonly Candidate[]) => tryCandidates(desk, window, candidates, marks, null)
    const proposed = await proposals(desk, propose, attempt, marks).catch((thrown: unknown) => {
      // Rules derive detectors too: a model that has none to offer takes nothing away.
      desk.signal?.throwIfAborted()
      context.onStruck({ by: 'designer', reason: `no detectors: ${thrown instanceof Error ? thrown.message : String(thrown)}` })
      return []
    })
    return monitorFor(desk, judged, proposed)
  }
}

async function proposals(
  desk: Desk,
  propose: (name: string, results: string) => Promise<Candidate[]>,
  attempt: (candidates: readonly Candidate[]) => Promise<Trial[]>,
  marks: Marks
): Promise<Candidate[]> {
  const first = await propose('designer monitoring', 'None yet.')
  const trials = await attempt(first)
  const failed = trials.filter(({ chosen }) => !chosen?.roomy)
  if (failed.length === 0) return first
  desk.signal?.throwIfAborted()
  const good = trials.filter((trial) => !failed.includes(trial)).map(({ candidate }) => candidate)
  return [...good, ...(await propose('designer monitoring again', trials.map((trial) => resultText(trial, marks)).join('\n')))]
}

/** What a trial showed, for the one who proposed it. */
function resultText({ candidate, sweep, chosen }: Trial, { harm, report }: Marks): string {
  const figures = sweep
    ? `healthy time reaches ${String(sweep.facts['quiet_most'])}, the incident ${String(sweep.facts['window_most'])} (${candidate.clause.unit})`
    : 'it was not tried'
  if (!chosen) {
    return `- "${candidate.title}" would not have fired at a threshold that healthy time stays clear of: ${figures}. Propose something else or leave it out.`
  }
  const { firedAt, threshold, windowSeconds, healthyFirings, roomy } = chosen
  const leads = [
    ['the first harm', harm],
    ['the first report by the public', report]
  ] as const
  const told = leads.map(([what, mark]) =>
    mark ? `${((Date.parse(mark.at) - Date.parse(firedAt)) / 60_000).toFixed(1)} minutes before ${what}` : `${what} is not dated`
  )
  return `- "${candidate.title}" fires at ${firedAt} with threshold ${threshold} over ${windowSeconds} s; ${told.join('; ')}; ${healthyFirings} false alarms in healthy time; ${figures}.${roomy ? ' It is kept.' : ' It is too near to healthy time.'}`
}

const mostLines = 40

function watchableIn(found: Readonly<Record<'onsets' | 'operations' | 'templates', Evidence | undefined>>): Watchable {
  const rows = (evidence: Evidence | undefined) => (evidence ? rowsOf(evidence) : [])
  const series = rows(found.onsets).filter(({ onset }) => onset !== null)
  const operations = rows(found.operations)
  const lines = rows(found.templates).filter(({ level, is_new }) => is_new === true || level === 'warning' || level === 'error')
  const text = [
    ...series.map(
      (row) =>
        `- series "${String(row['series'])}" (${String(row['role'])}): ${String(row['baseline_median'])} healthy, peak ${String(row['peak'])}, moved since ${String(row['onset'])}`
    ),
    ...operations.map(
      (row) =>
        `- operation "${String(row['operation'])}" (${String(row['population'])}): median ${String(row['median_ms'])} ms, healthy ${String(row['baseline_median_ms'])} ms`
    ),
    ...lines
      .slice(0, mostLines)
      .map(
        (row) =>
          `- log line "${String(row['template'])}" (${String(row['level'])}): ${String(row['baseline_count'])} healthy, ${String(row['window_count'])} in the incident`
      )
  ].join('\n')
  const names = (all: readonly Record<string, unknown>[], column: string): Set<string> =>
    new Set(all.map((row) => String(row[column])))
  return { series: names(series, 'series'), operations: names(operations, 'operation'), lines: names(lines, 'template'), text }
}

function settleDrafts(
  drafts: readonly DetectorDraft[],
  watchable: Watchable,
  hypothesis: string
): { stood: Candidate[]; problems: string[] } {
  const stood: Candidate[] = []
  const problems: string[] = []
  for (const draft of drafts) {
    const signal = signalOf(draft, watchable)
    if (typeof signal === 'string') problems.push(`"${draft.title}" ${signal}`)
    else stood.push(candidateOf(draft, signal, hypothesis))
  }
  return { stood, problems }
}

/** The signal of a proposal, or what is wrong with it. */
function signalOf(draft: DetectorDraft, { series, operations, lines }: Watchable): DetectorSignal | string {
  const { watch, name, population, measure, slowMs } = draft
  if (watch === 'series') {
    if (!series.has(name)) return `watches the series "${name}", which is not among those listed`
    return { of: 'metric', series: name, entity: null, across: draft.direction === 'above' ? 'max' : 'min', over: 'mean' }
  }
  if (watch === 'log-line') {
    if (!lines.has(name)) return `watches a log line that is not among those listed: "${name}"`
    return { of: 'lines', template: name, levels: null, entity: null }
  }
  if (!operations.has(name)) return `watches the operation "${name}", which is not among those listed`
  if (!population || !measure) return 'says not which population and measure of the operation it watches'
  const needsSlow = measure === 'slow-share' || measure === 'bad-share'
  if (needsSlow && !slowMs) return `says not from how many milliseconds (slowMs) a run is slow`
  return {
    of: 'runs',
    population,
    operation: name,
    entity: null,
    measure,
    across: 'together',
    slowMs: needsSlow ? (slowMs ?? null) : null
  }
}

const units = {
  busy: 'under way',
  'oldest-ms': 'ms',
  'mean-ms': 'ms',
  'per-minute': 'per-minute',
  'failed-share': 'share',
  'slow-share': 'share',
  'bad-share': 'share'
} as const

function candidateOf(draft: DetectorDraft, signal: DetectorSignal, hypothesis: string): Candidate {
  const { title, stage, name, measure, threshold, windowMinutes, forMinutes, tell, firstAction, misses, direction } = draft
  return {
    subject: name,
    name: camelCase(title),
    title,
    stage,
    windows: [],
    clause: {
      signal,
      windowSeconds: Math.max(60, Math.round(windowMinutes) * 60),
      comparison: direction,
      unit: signal.of === 'runs' && measure ? units[measure] : signal.of === 'lines' ? 'per-minute' : 'value'
    },
    threshold: threshold ?? null,
    others: [],
    forSeconds: Math.round(forMinutes) * 60,
    everySeconds: 60,
    tell,
    firstAction,
    hypothesis: stage === 'cause' ? hypothesis : null,
    misses: [state(withoutFigures(misses))],
    movesWithLoad: false,
    rank: 0,
    mayPage: stage !== 'leading' || signal.of !== 'metric',
    rejected: null
  }
}

/** What a model says beside the evidence may hold no figure: nothing carries it. */
function withoutFigures(text: string): string {
  return text.replaceAll(/[{}]/g, '').replaceAll(/\b\d[\d.,]*/g, 'some')
}
