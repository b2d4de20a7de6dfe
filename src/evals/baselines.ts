import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { grouped, InquestError } from '../foundation/index.ts'
import type { Sample } from './samples.ts'
import { clusterBootstrap, type Interval } from './statistics/index.ts'
import { errorLimit } from './summary.ts'

/** What a subject did on a suite when it was accepted. Small, and kept in git: a change of it is seen in a review. */
export const Baseline = z.strictObject({
  version: z.literal(1),
  suite: z.string(),
  subject: z.string(),
  prompts: z.string(),
  cases: z.record(z.string(), z.strictObject({ cluster: z.string(), right: z.int(), trials: z.int().positive() }))
})
export type Baseline = z.infer<typeof Baseline>

/** Points by which a subject may be worse than its baseline and still count as no worse. */
const margin = 0.05

export interface BaselineOutcome {
  readonly suite: string
  readonly subject: string
  /** Null: there is none yet. */
  readonly baseline: Baseline | null
  /** Now against then, on the cases of both, with a 90 % interval: its lower bound is the one-sided 95 % one. */
  readonly difference: Interval | null
  /** Every trial right then, and none now. */
  readonly fallen: readonly string[]
  /** In the baseline and not answered now. */
  readonly missing: readonly string[]
  readonly judged: boolean
  readonly held: boolean
}

/** A model's name as part of a file's. */
const fileOf = (folder: string, suite: string, subject: string): string =>
  join(folder, `${suite}.${subject.replaceAll(/[^\w.-]+/g, '-')}.json`)

/** Where the project keeps its baselines. */
export const shippedBaselines = join(import.meta.dirname, '../../evals/baselines')

export async function readBaseline(suite: string, subject: string, folder = shippedBaselines): Promise<Baseline | null> {
  const path = fileOf(folder, suite, subject)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  const parsed = Baseline.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new InquestError(
    'usage',
    `${path} is no baseline: ${parsed.error.issues[0]?.message}`,
    'Make it again: inquest eval accept-baseline.'
  )
}

/** Writes what the samples of one suite and subject say as its baseline. Throws InquestError `cannot-judge` when there were errors. */
export async function acceptBaseline(samples: readonly Sample[], folder = shippedBaselines): Promise<string> {
  const [first] = samples
  if (!first) throw new InquestError('usage', 'there are no samples to accept', 'Run the suite first: inquest eval <suite>.')
  const broken = samples.filter(({ status }) => status !== 'ok')
  if (broken.length > 0) {
    throw new InquestError(
      'cannot-judge',
      `${broken.length} of ${samples.length} samples are errors: ${broken[0]?.key}`,
      'Run the suite again; what is there is not repeated.'
    )
  }
  const cases = [...grouped(samples, ({ case: id }) => id)].sort(([a], [b]) => (a < b ? -1 : 1))
  const baseline: Baseline = {
    version: 1,
    suite: first.suite,
    subject: first.subject,
    prompts: first.prompts,
    cases: Object.fromEntries(
      cases.map(([id, own]) => [
        id,
        { cluster: own[0]?.cluster ?? id, right: own.filter(({ correct }) => correct).length, trials: own.length }
      ])
    )
  }
  const path = fileOf(folder, first.suite, first.subject)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(baseline, null, 2)}\n`)
  return path
}

/**
 * Is a subject no worse than its baseline: the lower bound of the paired difference above −5 points, and no case that was
 * always right always wrong? More than 5 % errors, or cases without an answer, and nothing is said.
 */
export function holdBaseline(
  samples: readonly Sample[],
  baseline: Baseline | null,
  about: { suite: string; subject: string }
): BaselineOutcome {
  const blank = { ...about, baseline, difference: null, fallen: [], missing: [] }
  if (!baseline) return { ...blank, judged: true, held: true }
  const now = grouped(
    samples.filter(({ status }) => status === 'ok'),
    ({ case: id }) => id
  )
  const pairs = Object.entries(baseline.cases).flatMap(([id, then]) => {
    const own = now.get(id)
    if (!own) return []
    const right = own.filter(({ correct }) => correct).length
    return [{ id, cluster: then.cluster, before: then.right / then.trials, now: right / own.length }]
  })
  const missing = Object.keys(baseline.cases).filter((id) => !now.has(id))
  const errors = samples.filter(({ status }) => status !== 'ok').length
  const judged = pairs.length > 0 && missing.length === 0 && errors / samples.length <= errorLimit
  const difference = clusterBootstrap(
    pairs.map((one) => ({ cluster: one.cluster, score: one.now - one.before })),
    { level: 0.9 }
  )
  const fallen = pairs.filter((one) => one.before === 1 && one.now === 0).map(({ id }) => id)
  // A single cluster has no interval: there the cases speak one by one.
  const low = Number.isNaN(difference.low) ? difference.estimate : difference.low
  return { ...blank, difference, fallen, missing, judged, held: fallen.length === 0 && low > -margin }
}
