import { z } from 'zod'
import { CauseCategory, Instant, RemedyClass } from '../../domain/index.ts'
import { labels } from '../graders/index.ts'

/** Where the words stand, the words, and what they are cited for (the cause, when nothing is said). */
const Cited = z.union([
  z.tuple([z.string(), z.string()]),
  z.tuple([z.string(), z.string(), z.enum(['cause', 'effect', 'rules-out'])])
])

/** What an answer in the corpus may say. Everything may be left out. */
const said = {
  status: z.enum(['determined', 'undetermined', 'no-incident']),
  category: CauseCategory,
  component: z.string(),
  statement: z.string(),
  mechanism: z.string(),
  trigger: z.string().nullable(),
  onset: z
    .union([Instant, z.iso.datetime()])
    .transform((text) => new Date(text).toISOString())
    .nullable(),
  scaling: z.enum(['yes', 'no', 'delays', 'cannot-tell']),
  /** `durable: …` or `now: …`, with the class that the answer claims for itself in brackets if it claims one. */
  remedies: z.array(z.string().regex(/^(?:durable|now)(?: \[[a-z-]+\])?: ./, 'begins with "durable: " or "now: "')),
  cites: z.array(Cited),
  rivals: z.array(z.string()),
  contributing: z.array(z.string()),
  summary: z.string(),
  confidence: z.number().min(0).max(1)
}

/** One labelled answer: what is said about a case, and what a fair grader makes of it. */
export const CorpusRow = z
  .strictObject({
    case: z.string(),
    verdict: z.enum(['accept', 'reject']),
    label: z.enum([...labels, 'CORRECT', 'ABSTAIN_OK']),
    /** A name by which other answers of the file take over what this one says. */
    id: z.string().optional(),
    like: z.string().optional(),
    note: z.string().optional()
  })
  .extend(z.object(said).partial().shape)
export type CorpusRow = z.infer<typeof CorpusRow>

export interface RemedyWritten {
  readonly horizon: 'now' | 'durable'
  readonly class: RemedyClass
  readonly action: string
}

/** Takes a written remedy apart. A class that is none counts as `fix-cause`: answers claim much, graders read the action. */
export function remedyOf(text: string): RemedyWritten {
  const [, horizon, claimed, action] = /^(durable|now)(?: \[([a-z-]+)\])?: (.*)$/s.exec(text) ?? []
  const known = RemedyClass.safeParse(claimed)
  return {
    horizon: horizon === 'now' ? 'now' : 'durable',
    class: known.success ? known.data : 'fix-cause',
    action: action ?? text
  }
}
