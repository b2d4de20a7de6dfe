import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { Plan } from '../domain/index.ts'
import { Answer } from './answer.ts'
import { labels } from './graders/index.ts'
import { Entailment } from './judge/entailment.ts'

const Tokens = z.strictObject({ modelCalls: z.int(), inputTokens: z.int(), outputTokens: z.int() })

/** One trial of one case by one subject. Only `ok` is graded; an outage or a time-out is neither right nor wrong. */
export const Sample = z.strictObject({
  /** suite / case / subject / prompts / build / trial. */
  key: z.string(),
  suite: z.string(),
  case: z.string(),
  /** Scenario: cases of one fail together. */
  cluster: z.string(),
  /** Model, with the stage from which it went live when what comes before was frozen. */
  subject: z.string(),
  /** Hash of the prompt set; `-` where none is used. */
  prompts: z.string(),
  /** Hash of the code that answered. */
  build: z.string(),
  trial: z.int().positive(),
  status: z.enum(['ok', 'error', 'time-out']),
  error: z.string().nullable(),
  answer: Answer.nullable(),
  /** The plan as it stood before any result was seen; null where none was made. */
  plan: Plan.nullable(),
  label: z.enum([...labels, 'CORRECT', 'ABSTAIN_OK']).nullable(),
  correct: z.boolean(),
  checks: z.array(z.strictObject({ name: z.string(), hard: z.boolean(), fault: z.enum(labels).nullable(), reason: z.string() })),
  score: z.number(),
  /** What a judge said of the mechanism, statement by statement; null when none was asked. */
  judged: z.array(Entailment).nullable(),
  usage: Tokens,
  /** Folder of the run, for whoever wants to look; null where there is none. */
  run: z.string().nullable(),
  durationMs: z.number()
})
export type Sample = z.infer<typeof Sample>

/**
 * Samples that are there already, the last of each key. A cut last line (an interrupted run) is left out and run again, and
 * so is what an earlier version wrote in another shape.
 */
export async function readSamples(path: string): Promise<Sample[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const samples = text.split('\n').flatMap((line) => {
    try {
      const parsed = Sample.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
  return [...new Map(samples.map((sample) => [sample.key, sample])).values()]
}

/** Appends a sample; lines are never changed. */
export async function appendSample(path: string, sample: Sample): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await appendFile(path, `${JSON.stringify(sample)}\n`)
}

/** Why a sample is not right: the reason of the check that gave it its label, or what kept it from an answer. */
export function reasonOf({ checks, label, error }: Sample): string {
  return error ?? checks.find(({ hard, fault }) => hard && fault === label)?.reason ?? ''
}
