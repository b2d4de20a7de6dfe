import { z } from 'zod'
import { CauseCategory } from './taxonomy.ts'

/**
 * What a person who watches a run asks of it. It is put to the same tests as everything else, and believed no sooner:
 * nobody's word is evidence.
 */
export const Steering = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hypothesis'),
    category: CauseCategory,
    /** What it would be in, in the person's words; empty when only the class is suspected. */
    component: z.string().max(200),
    /** Why the person thinks so: kept for readers, never judged. */
    reason: z.string().max(2000)
  }),
  z.strictObject({ kind: z.literal('test'), hypothesis: z.string().max(20), test: z.string().max(80) })
])
export type Steering = z.infer<typeof Steering>
