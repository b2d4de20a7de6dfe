import { z } from 'zod'
import { CallArguments, CauseCategory, RemedyClass, SpecialistRole, Subject, Trigger } from '../../domain/index.ts'

/** A sentence as a model hands it in: prose in which every figure, time, name or quoted word is a cell in braces. */
export const StatementDraft = z
  .string()
  .min(1)
  .describe(
    'One sentence. Figures, times, names and quotes as cells: {ev_…:fact} or {ev_…:row:column}; further evidence as [ev_…].'
  )
export type StatementDraft = z.infer<typeof StatementDraft>

const SubjectDraft = z.object({
  population: Subject.shape.population.default(null),
  operation: z.string().nullable().default(null),
  entity: z.string().nullable().default(null),
  series: z.string().nullable().default(null)
})

const FindingModelDraft = z.object({
  topic: z.string().describe('What it is about, in a few words.'),
  role: z.enum(['cause', 'symptom', 'context', 'intervention', 'impact', 'early-warning']),
  statement: StatementDraft,
  subject: SubjectDraft.nullish().describe('The operation, entity or series that it is about; may be left out.')
})
export type FindingModelDraft = z.infer<typeof FindingModelDraft>

const HypothesisModelDraft = z.object({
  category: CauseCategory,
  component: z.string().describe('What it is in, in words that people who run the service would use; no figures.'),
  subject: SubjectDraft.describe('The operation (its name or label), entity or series, spelled as the evidence spells it.'),
  statement: StatementDraft,
  mechanism: StatementDraft.describe('How the cause produced what was seen, step by step; cited like a statement.'),
  trigger: z
    .object({ kind: Trigger.shape.kind, ref: z.string().nullable().default(null), time: z.string().nullable().default(null) })
    .nullable()
    .default(null)
    .describe(
      'Only if the content of the change can produce this fault. ref is the cell of a recorded change’s reference, time of its time: {ev_…:0:ref}, {ev_…:0:time}. What only a log line tells of belongs into the mechanism.'
    ),
  onset: z
    .string()
    .nullable()
    .default(null)
    .describe('The one cell that holds the time at which the cause began to act: {ev_…:fact}.')
})
export type HypothesisModelDraft = z.infer<typeof HypothesisModelDraft>

const title = 'hand_in'
const description = 'Hands in your answer and ends your work.'

const exampleFinding: z.input<typeof FindingModelDraft> = {
  topic: 'cost of one request',
  role: 'cause',
  statement:
    'At the load of {ev_0123456789ab:2:requests} requests a minute, {ev_0123456789ab:2:operation} took {ev_0123456789ab:2:p95_ms}, against {ev_0123456789ab:2:baseline_p95_ms} while healthy [ev_ba9876543210].',
  subject: { population: 'requests', operation: 'as the evidence names it' }
}

const exampleHypothesis: z.input<typeof HypothesisModelDraft> = {
  category: 'slow-dependency',
  component: 'calls to the address register',
  subject: { population: 'spans', operation: 'as the evidence names it' },
  statement: 'From {ev_0123456789ab:onset} each call to the register took {ev_0123456789ab:p95_ms}.',
  mechanism:
    'Requests hold a worker while they wait for the register; {ev_ba9876543210:hold_ratio} longer holding filled the pool at unchanged arrivals [ev_ba9876543210].',
  trigger: null,
  onset: '{ev_0123456789ab:onset}'
}

const setting = (about: string) => z.number().positive().nullish().describe(about)
const MeasureModelDraft = z.object({
  name: z.string().describe('What it is, in a few words.'),
  work_timeout_ms: setting('Work at fault that holds a unit longer is ended.'),
  wait_timeout_ms: setting('A request that waits longer for a unit fails.'),
  queue_limit: setting('At most so many wait.'),
  bulkhead_limit: setting('Units that the work at fault may hold at a time.'),
  breaker: z
    .object({ minimum: z.number().positive(), slow_ms: z.number().positive(), open_ms: z.number().positive() })
    .nullish()
    .describe('A circuit breaker around the work at fault.'),
  why: StatementDraft.describe('Why it should help, cited.')
})
export type MeasureModelDraft = z.infer<typeof MeasureModelDraft>

const NaiveAnswer = z.object({
  outcome: z
    .enum(['cause', 'no-incident', 'cannot-tell'])
    .describe('cause: it can be told; no-incident: nothing was wrong; cannot-tell: something was, and these do not show what.'),
  category: CauseCategory.nullable().describe('Null unless the outcome is cause.'),
  component: z.string().describe('What the cause is in.'),
  cause: z.string().describe('What is wrong, in a few sentences.'),
  mechanism: z.string().describe('How it produced what was seen.'),
  confidence: z.number().min(0).max(1),
  remedies: z.array(
    z.object({ class: RemedyClass, horizon: z.enum(['now', 'durable']), action: z.string().describe('What to do.') })
  )
})
export type NaiveAnswer = z.infer<typeof NaiveAnswer>

/** Answers by the name that a prompt's front matter gives; each with an example that fits. */
export const answers = {
  PlanDraft: z
    .object({
      tasks: z
        .array(
          z.object({
            role: SpecialistRole,
            question: z.string(),
            sources: z.array(z.string()).describe('Ids of sources, like S1; empty for all.'),
            tellsCauseFromSymptom: z.string(),
            instructions: z.string().describe('The prompt that the specialist works from.'),
            calls: z
              .array(z.object({ tool: z.string(), arguments: CallArguments.default({}) }))
              .optional()
              .describe('Tool calls that are answered before the specialist begins.')
          })
        )
        .max(12),
      rivalsToRuleOut: z.array(z.string()),
      rationale: z.string()
    })
    .meta({
      title,
      description,
      examples: [
        {
          tasks: [
            {
              role: 'traffic',
              question: 'Does load explain the harm?',
              sources: ['S2'],
              tellsCauseFromSymptom: 'As much load with healthy latency at another time speaks against demand.',
              instructions:
                'Measure demand against the baseline, then look for times of equal load with another outcome. Report both, also if …',
              calls: [
                { tool: 'demand', arguments: {} },
                { tool: 'matched_load', arguments: {} }
              ]
            }
          ],
          rivalsToRuleOut: ['too much demand', 'a slow dependency'],
          rationale: 'Cost and demand are told apart first, because everything else depends on it.'
        }
      ]
    }),
  FindingDrafts: z
    .object({ findings: z.array(FindingModelDraft).max(20) })
    .meta({ title, description, examples: [{ findings: [exampleFinding] }] }),
  HypothesisDrafts: z
    .object({
      hypotheses: z.array(HypothesisModelDraft).max(8),
      withdrawn: z
        .array(z.object({ hypothesis: z.string().describe('Number of the explanation, like H2.'), why: StatementDraft }))
        .max(8)
        .optional()
        .describe('Explanations of earlier rounds that you take back.')
    })
    .meta({ title, description, examples: [{ hypotheses: [exampleHypothesis] }] }),
  ChallengeDraft: z
    .object({ findings: z.array(FindingModelDraft).max(20), rivals: z.array(HypothesisModelDraft).max(5) })
    .meta({ title, description, examples: [{ findings: [exampleFinding], rivals: [] }] }),
  NaiveAnswer: NaiveAnswer.meta({
    title,
    description,
    examples: [
      {
        outcome: 'cause',
        category: 'slow-dependency',
        component: 'calls to the address register',
        cause: 'The address register answers slowly, and every search waits for it.',
        mechanism: 'Each waiting search holds a worker until none is left.',
        confidence: 0.6,
        remedies: [{ class: 'limit-load', horizon: 'now', action: 'Give the calls a short time-out.' }]
      }
    ]
  }),
  AskAnswer: z
    .object({
      summary: z.array(StatementDraft).max(6),
      sections: z.array(z.object({ heading: z.string(), sentences: z.array(StatementDraft).max(20) })).max(12),
      notShown: z.array(z.string()).default([]).describe('What the materials cannot show; without figures.')
    })
    .meta({
      title,
      description,
      examples: [
        {
          summary: ['From {ev_0123456789ab:onset} searches took {ev_0123456789ab:p95_ms}.'],
          sections: [{ heading: 'What came first', sentences: ['The register slowed before anything else [ev_0123456789ab].'] }],
          notShown: ['Who gave up without complaining.']
        }
      ]
    }),
  Objections: z
    .object({
      objections: z
        .array(
          z.object({
            hypothesis: z.string().describe('Number of the explanation, like H1.'),
            weight: z.enum(['minor', 'major']).describe('major: without what you object to, the explanation does not stand.'),
            statement: StatementDraft
          })
        )
        .max(8)
    })
    .meta({
      title,
      description,
      examples: [
        {
          objections: [
            {
              hypothesis: 'H2',
              weight: 'minor',
              statement: 'It says that every call was slow, but {ev_0123456789ab:fast_share} of them were as fast as ever.'
            }
          ]
        }
      ]
    }),
  MeasureDrafts: z.object({ measures: z.array(MeasureModelDraft).max(4) }).meta({
    title,
    description,
    examples: [
      {
        measures: [
          {
            name: 'end long calls and keep a part for others',
            work_timeout_ms: 400,
            bulkhead_limit: 4,
            why: 'Calls held {ev_0123456789ab:hold_ratio} longer; ended early they leave units for the rest.'
          }
        ]
      }
    ]
  }),
  RemedyDrafts: z
    .object({
      remedies: z
        .array(
          z.object({
            class: RemedyClass,
            horizon: z.enum(['now', 'durable']),
            action: StatementDraft,
            why: StatementDraft
          })
        )
        .min(1)
        .max(12)
    })
    .meta({
      title,
      description,
      examples: [
        {
          remedies: [
            {
              class: 'limit-load',
              horizon: 'now',
              action: 'Give calls to the register a time-out below the gateway’s, and answer without it [ev_0123456789ab].',
              why: 'Workers were held {ev_0123456789ab:hold_ratio} longer; a time-out ends the holding.'
            }
          ]
        }
      ]
    })
} as const
