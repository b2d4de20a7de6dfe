import { z } from 'zod'

const Harm = z.strictObject({
  /** Requests that failed. */
  failed: z.int(),
  /** Requests that were answered after more than ten seconds. */
  slow: z.int(),
  /** Minutes in which more than 3 % were either. */
  minutes: z.int()
})

/** One world of the scenario: what became of people in it, and of those whose routes have no part in the cause. */
const RehearsedWorld = z.strictObject({
  what: z.string(),
  /** More of the resources, and nothing else. */
  scaling: z.boolean(),
  /** Null where the measure cannot be built into the scenario; `why` says so. */
  harm: Harm.nullable(),
  harmOfOthers: Harm.nullable(),
  why: z.string().nullable()
})

/** The measures of a design in the simulated scenario that the incident came from. */
export const Rehearsal = z.strictObject({ scenario: z.string(), seed: z.int(), worlds: z.array(RehearsedWorld) })
export type Rehearsal = z.infer<typeof Rehearsal>

/** The detectors of a design on days that somebody knows to be healthy. */
export const HealthyDays = z.strictObject({
  folders: z.array(z.string()),
  hours: z.number(),
  detectors: z.array(
    z.strictObject({
      id: z.string(),
      /** Null when the days hold nothing of what it watches. */
      firings: z.int().nullable(),
      /** Null with less than a day in all. */
      perDay: z.number().nullable()
    })
  )
})
export type HealthyDays = z.infer<typeof HealthyDays>

/**
 * What a design was tried on besides the incident's materials, when somebody named it. It is no evidence of this incident,
 * no verdict rests on it, and `inquest verify`, which has the materials alone, does not make it again.
 */
export const Elsewhere = z.strictObject({ rehearsal: Rehearsal.nullable(), healthyDays: HealthyDays.nullable() })
export type Elsewhere = z.infer<typeof Elsewhere>
