import { z } from 'zod'
import { CauseCategory, instantOf } from '../../domain/index.ts'

/** A change to the world, run by the simulator on the same seed. */
export const CounterfactualTruth = z.strictObject({
  /** `as it was`, `pool ×5`, `workers ×5`, `database cores ×4`, `cause removed` … */
  change: z.string(),
  /** Is it more of a resource? */
  scaling: z.boolean(),
  /** Share of requests that failed for their client during the incident. */
  failedShare: z.number(),
  p95Ms: z.number().nullable(),
  /** `recovers`: the harm is gone; `fails`: at least half of it is left; `eases`: in between. */
  outcome: z.enum(['as-it-was', 'recovers', 'eases', 'fails'])
})
export type CounterfactualTruth = z.infer<typeof CounterfactualTruth>

/** People write times without thousandths, and some in their own zone. */
const time = z.iso.datetime({ offset: true }).transform((written) => instantOf(Date.parse(written)))
const at = z.strictObject({ time, toleranceMinutes: z.number() })

/** Something in the materials that the answer should rest on: lines of a file that match. */
export const KeyEvidence = z.strictObject({
  what: z.string(),
  path: z.string(),
  /** A regular expression that lines of the file match (after the emitters ran: checked when written). */
  pattern: z.string(),
  /** How many records match in the files as written. */
  matches: z.int()
})
export type KeyEvidence = z.infer<typeof KeyEvidence>

/** What is true of an incident that was made. Kept out of the folder that is investigated. */
export const Truth = z.strictObject({
  version: z.literal(1),
  scenario: z.string(),
  seed: z.int(),
  status: z.enum(['determined', 'undetermined', 'no-incident']),
  /** Empty unless determined. The first is the best name for it. */
  acceptCategories: z.array(CauseCategory),
  /** Words of which an answer's component must contain one (case does not matter). */
  componentAliases: z.array(z.string()),
  mechanism: z.strictObject({ mustEntail: z.array(z.string()), mustNotClaim: z.array(z.string()) }),
  /** `kinds` that are right, `refs` of which one must be named; both empty where none can be known. */
  trigger: z.strictObject({ kinds: z.array(z.string()), refs: z.array(z.string()), time: at.nullable() }),
  /** When the cause began to act. */
  onset: at.nullable(),
  /** When harm began to go on: the first client who failed or waited too long of a time in which that kept happening. */
  firstHarm: at.nullable(),
  keyEvidence: z.array(KeyEvidence),
  /** How many of them an answer must cite. */
  minimumKeyEvidence: z.int(),
  /** Seen in the incident and never its cause. */
  symptoms: z.array(z.string()),
  /** Changes that happened and have nothing to do with it. */
  innocentChanges: z.array(z.string()),
  contributing: z.array(
    z.strictObject({ category: CauseCategory, componentAliases: z.array(z.string()), statement: z.string() })
  ),
  counterfactuals: z.array(CounterfactualTruth),
  /** Does any amount of the scaled resources remove the harm? Null when there is no harm. */
  scalingRemoves: z.boolean().nullable(),
  /** Is "undetermined" an acceptable answer, and what may be left open? */
  mayAbstain: z.boolean(),
  mayLeaveOpen: z.array(z.string()),
  /** Statements in the materials that are wrong. */
  falseStatements: z.array(z.string()),
  traps: z.array(z.string()),
  /** Records per file, by path. */
  records: z.record(z.string(), z.int()),
  harm: z.strictObject({ failed: z.int(), requests: z.int(), citizens: z.int() })
})
export type Truth = z.infer<typeof Truth>
