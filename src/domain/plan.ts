import { z } from 'zod'
import { CallArguments } from './evidence.ts'

export const SpecialistRole = z.enum([
  'application',
  'database',
  'infrastructure',
  'traffic',
  'dependencies',
  'changes',
  'citizen-impact'
])
export type SpecialistRole = z.infer<typeof SpecialistRole>

/** One question for one specialist. */
export const Task = z.strictObject({
  /** T1, T2 … over the whole run. */
  id: z.string(),
  role: SpecialistRole,
  question: z.string(),
  /** Source ids it should look at. */
  sources: z.array(z.string()),
  /** What would tell cause from symptom here. */
  tellsCauseFromSymptom: z.string(),
  /** Instructions for the specialist: the meta-prompt's product. */
  instructions: z.string(),
  /** Tool calls that are answered before the specialist begins: what the plan wants to be looked at first. */
  calls: z.array(z.strictObject({ tool: z.string(), arguments: CallArguments })).optional()
})
export type Task = z.infer<typeof Task>

/** Phase 1's product: made from the source catalogue alone, before any result is seen; made again after each round. */
export const Plan = z.strictObject({
  round: z.int().positive(),
  tasks: z.array(Task),
  rivalsToRuleOut: z.array(z.string()),
  /** Why these questions: one or two sentences. */
  rationale: z.string(),
  /** A person changed it before its specialists began; the journal keeps it as it was made, too. */
  edited: z.literal(true).optional()
})
export type Plan = z.infer<typeof Plan>
