import { join } from 'node:path'
import PQueue from 'p-queue'
import { grade } from './grade.ts'
import { caseIds, makeReady, type ReadyCase } from './ready-case.ts'
import { appendSample, readSamples, type Sample } from './samples.ts'
import type { Subject } from './subjects.ts'
import type { Suite } from './suite.ts'

export interface RunOptions {
  readonly suite: Suite
  readonly subjects: readonly Subject[]
  /** Where `samples.jsonl` and generated materials go. What is there already is not run again. */
  readonly out: string
  readonly trials?: number
  /** @default 2 */
  readonly concurrency?: number
  /** Only cases whose id contains this. */
  readonly only?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly onSample?: (sample: Sample, done: number, total: number) => void
}

/** Runs a suite; resuming is skipping what is there. */
export async function runSuite(options: RunOptions): Promise<Sample[]> {
  const { suite, subjects, out, trials = 1, concurrency = 2, only, signal, onSample } = options
  const path = join(out, 'samples.jsonl')
  const known = new Map((await readSamples(path)).filter(({ status }) => status === 'ok').map((sample) => [sample.key, sample]))
  const wanted = caseIds(suite.cases).filter(({ id }) => !only || id.includes(only))
  const total = wanted.length * subjects.length * trials
  const samples: Sample[] = []
  const queue = new PQueue({ concurrency })
  await Promise.all(
    wanted.map((spec) =>
      queue.add(async () => {
        let ready: ReadyCase | undefined
        for (const subject of subjects) {
          for (let trial = 1; trial <= trials; trial++) {
            signal?.throwIfAborted()
            const key = `${suite.name}/${spec.id}/${subject.name}/${trial}`
            ready ??= known.has(key) ? undefined : await makeReady(spec, out)
            const sample =
              known.get(key) ??
              (await sampleOf({ key, suite: suite.name, subject, trial, ready: ready ?? (await makeReady(spec, out)) }, signal))
            if (!known.has(key)) await appendSample(path, sample)
            samples.push(sample)
            onSample?.(sample, samples.length, total)
          }
        }
      })
    )
  )
  return samples.sort((a, b) => (a.key < b.key ? -1 : 1))
}

interface Trial {
  readonly key: string
  readonly suite: string
  readonly subject: Subject
  readonly trial: number
  readonly ready: ReadyCase
}

async function sampleOf({ key, suite, subject, trial, ready }: Trial, signal?: AbortSignal): Promise<Sample> {
  const startedAt = performance.now()
  const base = { key, suite, case: ready.id, cluster: ready.cluster, subject: subject.name, trial }
  try {
    const answer = await subject.answer(ready.materials, signal)
    const { label, correct, checks, score } = grade(answer, ready.truth)
    return {
      ...base,
      status: 'ok',
      error: null,
      answer,
      label,
      correct,
      checks: [...checks],
      score,
      durationMs: performance.now() - startedAt
    }
  } catch (thrown) {
    signal?.throwIfAborted()
    const error = thrown instanceof Error ? thrown.message : String(thrown)
    return {
      ...base,
      status: 'error',
      error,
      answer: null,
      label: null,
      correct: false,
      checks: [],
      score: 0,
      durationMs: performance.now() - startedAt
    }
  }
}
