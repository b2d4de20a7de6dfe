import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { Answer } from './answer.ts'
import { labels } from './graders/index.ts'

/** One trial of one case by one subject. Only `ok` is graded; an outage is neither right nor wrong. */
export const Sample = z.strictObject({
  /** suite / case / subject / trial. */
  key: z.string(),
  suite: z.string(),
  case: z.string(),
  /** Scenario: cases of one fail together. */
  cluster: z.string(),
  subject: z.string(),
  trial: z.int().positive(),
  status: z.enum(['ok', 'error']),
  error: z.string().nullable(),
  answer: Answer.nullable(),
  label: z.enum([...labels, 'CORRECT', 'ABSTAIN_OK']).nullable(),
  correct: z.boolean(),
  checks: z.array(z.strictObject({ name: z.string(), hard: z.boolean(), fault: z.enum(labels).nullable(), reason: z.string() })),
  score: z.number(),
  durationMs: z.number()
})
export type Sample = z.infer<typeof Sample>

/** Samples that are there already; a cut last line (an interrupted run) is left out and run again. */
export async function readSamples(path: string): Promise<Sample[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = Sample.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
}

/** Appends a sample; lines are never changed. */
export async function appendSample(path: string, sample: Sample): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await appendFile(path, `${JSON.stringify(sample)}\n`)
}
