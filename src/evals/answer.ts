import { z } from 'zod'
import {
  CauseCategory,
  cellOf,
  evidenceOf,
  Instant,
  RemedyClass,
  type RunRecord,
  type Statement,
  Trigger
} from '../domain/index.ts'

const Cause = z.strictObject({
  category: CauseCategory,
  component: z.string(),
  statement: z.string(),
  mechanism: z.string(),
  trigger: Trigger.nullable(),
  onset: Instant.nullable()
})

/** An answer to a case, whoever gave it: what graders read. A report becomes one by `answerOf`. */
export const Answer = z.strictObject({
  status: z.enum(['determined', 'undetermined', 'no-incident']),
  confidence: z.number(),
  cause: Cause.nullable(),
  contributing: z.array(Cause),
  /** Explanations left standing beside the cause. */
  open: z.int(),
  summary: z.string(),
  wouldScalingHelp: z.enum(['yes', 'no', 'delays', 'cannot-tell']),
  remedies: z.array(z.strictObject({ class: RemedyClass, horizon: z.enum(['now', 'durable']), action: z.string() })),
  firstHarm: Instant.nullable(),
  citations: z.strictObject({
    /** Cells that the cause's sentences cite, and how many of them are not what they are said to be. */
    cause: z.int(),
    broken: z.int(),
    /** Different sources under the evidence of the cause. */
    sources: z.int()
  })
})
export type Answer = z.infer<typeof Answer>

/** A report as an answer. Citations are checked against the report's own evidence; whether that holds is `inquest verify`'s to say. */
export function answerOf(record: RunRecord): Answer {
  const { verdict } = record
  const evidence = new Map(record.evidence.map((one) => [one.id, one]))
  const judged = record.hypotheses.find(({ id }) => id === verdict.rootCause?.hypothesis)
  const sentences: Statement[] = verdict.rootCause
    ? [
        verdict.rootCause.cites.statement,
        verdict.rootCause.cites.mechanism,
        ...(judged?.tests ?? []).map(({ statement }) => statement)
      ]
    : []
  const cells = sentences.flatMap(({ values }) => Object.values(values).map(({ citation }) => citation))
  const broken = cells.filter((citation) => {
    const cited = evidence.get(citation.evidence)
    return !cited || cellOf(cited, citation) !== citation.value
  })
  const sources = new Set(sentences.flatMap(evidenceOf).flatMap((id) => evidence.get(id)?.sources ?? []))
  return {
    status: verdict.status,
    confidence: verdict.confidence,
    cause: verdict.rootCause ? causeOf(verdict.rootCause) : null,
    contributing: verdict.contributing.map(causeOf),
    open: record.hypotheses.filter(({ fate }) => fate === 'open').length,
    summary: verdict.summary.map(({ text }) => text).join(' '),
    wouldScalingHelp: record.scaling.wouldScalingHelp,
    remedies: record.remedies.map(({ class: remedyClass, horizon, action }) => ({
      class: remedyClass,
      horizon,
      action: action.text
    })),
    firstHarm: record.impact.firstHarm,
    citations: { cause: cells.length, broken: broken.length, sources: sources.size }
  }
}

function causeOf({
  category,
  component,
  statement,
  mechanism,
  trigger,
  onset
}: NonNullable<RunRecord['verdict']['rootCause']>): z.infer<typeof Cause> {
  return { category, component, statement, mechanism, trigger, onset }
}
