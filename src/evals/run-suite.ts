import { join } from 'node:path'
import PQueue from 'p-queue'
import { inquestErrorOf } from '../foundation/index.ts'
import { answeringCode } from './code-hash.ts'
import { gradeSample } from './grade-sample.ts'
import { type CaseId, caseIds, makeReady, type ReadyCase } from './ready-case.ts'
import { appendSample, readSamples, type Sample } from './samples.ts'
import type { Subject } from './subjects.ts'
import type { LoadedSuite, Suite } from './suite.ts'

export interface RunOptions {
  readonly suite: LoadedSuite
  readonly subjects: readonly Subject[]
  /** Where `samples.jsonl` and generated materials go. What is there already is not run again. */
  readonly out: string
  /** @default 1 */
  readonly trials?: number | undefined
  /** Cases side by side. @default 2 */
  readonly concurrency?: number | undefined
  /** Only cases whose id contains this. */
  readonly only?: string | undefined
  /** Tokens that the whole may use; what does not fit is left for another time. */
  readonly budget?: number | undefined
  /** Minutes after which a trial counts as timed out. @default 20 */
  readonly minutes?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Told of every sample, be it run or known, and of how many there will be. */
  readonly onSample?: ((sample: Sample, done: number, total: number) => void) | undefined
  /** Told before a trial is run. */
  readonly onStart?: ((key: string) => void) | undefined
}

export interface SuiteRun {
  readonly samples: readonly Sample[]
  /** Trials that the budget did not allow. */
  readonly notRun: readonly string[]
}

/**
 * Runs a suite: each (suite, case, subject, prompts, build, trial) once. Resuming is skipping what `samples.jsonl` holds
 * with status ok; errors and time-outs are tried again. What is there is graded again by today's graders, which is free.
 */
export async function runSuite(options: RunOptions): Promise<SuiteRun> {
  const { suite, subjects, out, trials = 1, concurrency = 2, only, signal, onSample } = options
  const path = join(out, 'samples.jsonl')
  const known = new Map((await readSamples(path)).filter(({ status }) => status === 'ok').map((sample) => [sample.key, sample]))
  const wanted = caseIds(suite).filter(({ id }) => !only || id.includes(only))
  const total = wanted.length * subjects.length * trials
  const samples: Sample[] = []
  const notRun: string[] = []
  let spent = 0
  const queue = new PQueue({ concurrency })
  const tryCase = async (spec: CaseId): Promise<void> => {
    const ready = await makeReady(spec, out)
    for (const subject of subjects) {
      for (let trial = 1; trial <= trials; trial++) {
        signal?.throwIfAborted()
        const one: Trial = { key: keyOf(suite.name, spec.id, subject, trial), suite, subject, trial, ready }
        const before = subject.free ? undefined : known.get(one.key)
        if (!before && options.budget !== undefined && spent >= options.budget) {
          notRun.push(one.key)
          continue
        }
        if (!before) options.onStart?.(one.key)
        const sample = before ? gradeSample(before, ready.truth) : await sampleOf(one, options)
        if (!before) {
          await appendSample(path, sample)
          spent += sample.usage.inputTokens + sample.usage.outputTokens
        }
        samples.push(sample)
        onSample?.(sample, samples.length, total)
      }
    }
  }
  await Promise.all(wanted.map((spec) => queue.add(() => tryCase(spec))))
  return { samples: samples.sort((a, b) => (a.key < b.key ? -1 : 1)), notRun: notRun.sort() }
}

function keyOf(suite: string, id: string, { name, prompts }: Subject, trial: number): string {
  return [suite, id, name, prompts, answeringCode(), trial].join('/')
}

interface Trial {
  readonly key: string
  readonly suite: Suite
  readonly subject: Subject
  readonly trial: number
  readonly ready: ReadyCase
}

async function sampleOf({ key, suite, subject, trial, ready }: Trial, { signal, minutes = 20 }: RunOptions): Promise<Sample> {
  const startedAt = performance.now()
  const clock = AbortSignal.timeout(minutes * 60_000)
  const blank: Sample = {
    key,
    suite: suite.name,
    case: ready.id,
    cluster: ready.cluster,
    subject: subject.name,
    prompts: subject.prompts,
    build: answeringCode(),
    trial,
    status: 'ok',
    error: null,
    answer: null,
    plan: null,
    label: null,
    correct: false,
    checks: [],
    score: 0,
    usage: { modelCalls: 0, inputTokens: 0, outputTokens: 0 },
    run: null,
    durationMs: 0
  }
  try {
    const answered = await subject.answer(ready.materials, { signal: signal ? AbortSignal.any([signal, clock]) : clock, trial })
    const durationMs = performance.now() - startedAt
    return gradeSample({ ...blank, ...answered, durationMs }, ready.truth)
  } catch (thrown) {
    signal?.throwIfAborted()
    const { code, message } = inquestErrorOf(thrown)
    const durationMs = performance.now() - startedAt
    return clock.aborted
      ? { ...blank, status: 'time-out', error: `no answer in ${minutes} min`, durationMs }
      : { ...blank, status: 'error', error: `${code}: ${message}`, durationMs }
  }
}
