import { z } from 'zod'
import { CauseCategory, RemedyClass, SpecialistRole, Subject, Trigger, ValueFormat } from '../../domain/index.ts'

/** A sentence as a model hands it in: a template, and which cell fills each placeholder. */
export const StatementDraft = z.object({
  template: z.string().describe('One sentence. Each figure, time, name or quoted word is a {placeholder}.'),
  values: z.array(
    z.object({
      name: z.string().describe('The placeholder, without braces.'),
      evidence: z.string().describe('Id of the evidence, like ev_0123456789ab.'),
      fact: z.string().nullish().describe('Name of a fact; or give row and column.'),
      row: z.int().nonnegative().nullish().describe('Row number from 0.'),
      column: z.string().nullish(),
      format: ValueFormat.default('text')
    })
  ),
  supports: z.array(z.string()).default([]).describe('Ids of further evidence that carries the sentence.')
})
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
  subject: SubjectDraft.nullish()
})
export type FindingModelDraft = z.infer<typeof FindingModelDraft>

const HypothesisModelDraft = z.object({
  category: CauseCategory,
  component: z.string().describe('What it is in, in words that people who run the service would use.'),
  subject: SubjectDraft.describe('The operation, entity or series that tools take as arguments.'),
  statement: StatementDraft,
  mechanism: StatementDraft.describe('How the cause produced what was seen.'),
  trigger: Trigger.nullable().describe('Only if the content of the change can produce this fault.'),
  onset: z
    .object({ evidence: z.string(), fact: z.string().nullish(), row: z.int().nullish(), column: z.string().nullish() })
    .nullable()
    .describe('The cell that holds the time at which the cause began to act.')
})
export type HypothesisModelDraft = z.infer<typeof HypothesisModelDraft>

const title = 'hand_in'
const description = 'Hands in your answer and ends your work.'

/** Answers by the name that a prompt's front matter gives. */
export const answers = {
  PlanDraft: z
    .object({
      tasks: z
        .array(
          z.object({
            role: SpecialistRole,
            question: z.string(),
            sources: z.array(z.string()),
            tellsCauseFromSymptom: z.string(),
            instructions: z.string()
          })
        )
        .max(12),
      rivalsToRuleOut: z.array(z.string()),
      rationale: z.string()
    })
    .meta({ title, description }),
  FindingDrafts: z.object({ findings: z.array(FindingModelDraft).max(20) }).meta({ title, description }),
  HypothesisDrafts: z.object({ hypotheses: z.array(HypothesisModelDraft).min(1).max(8) }).meta({ title, description }),
  ChallengeDraft: z
    .object({ findings: z.array(FindingModelDraft).max(20), rivals: z.array(HypothesisModelDraft).max(5) })
    .meta({ title, description }),
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
    .meta({ title, description })
} as const
