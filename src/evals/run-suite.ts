import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import PQueue from 'p-queue'
import { inquestErrorOf } from '../foundation/index.ts'
import { answeringCode } from './code-hash.ts'
import { gradeSample } from './grade-sample.ts'
import { type CaseId, caseIds, checkTruths, makeReady, type ReadyCase } from './ready-case.ts'
import { appendSample, readSamples, type Sample } from './samples.ts'
import type { Send } from '../models/index.ts'
import { judgedBy } from './judge/judged-by.ts'
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
  /** A model that says whether the mechanism follows from the answer; without one it is not judged. */
  readonly judge?: Send | undefined
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
  const known = await knownIn(path)
  const wanted = caseIds(suite).filter(({ id }) => !only || id.includes(only))
  await checkTruths(wanted)
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
        const before = subject.free ? undefined : known(one.key)
        if (!before && options.budget !== undefined && spent >= options.budget) {
          notRun.push(one.key)
          continue
        }
        if (!before) options.onStart?.(one.key)
        const sample = before ? await again(before, one, options) : await sampleOf(one, options)
        if (!before || before.suite !== suite.name || before.judged !== sample.judged) await appendSample(path, sample)
        if (!before) {
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

/**
 * Samples with an answer, by key; one of another suite stands in where case, subject, prompts, build and trial are the same,
 * since the answer does not depend on who asked.
 */
async function knownIn(path: string): Promise<(key: string) => Sample | undefined> {
  const answers = (await readSamples(path)).filter(({ status }) => status === 'ok')
  const byKey = new Map(answers.map((sample) => [sample.key, sample]))
  const byRest = new Map(answers.map((sample) => [afterSuite(sample.key), sample]))
  return (key) => byKey.get(key) ?? byRest.get(afterSuite(key))
}
const afterSuite = (key: string): string => key.slice(key.indexOf('/') + 1)

function keyOf(suite: string, id: string, { name, prompts }: Subject, trial: number): string {
  return [suite, id, name, prompts, answeringCode(), trial].join('/')
}

/** A sample that is there, graded by today's graders, and judged if there is a judge now and was none then. */
async function again(before: Sample, { key, suite, ready }: Trial, { judge }: RunOptions): Promise<Sample> {
  const sample = { ...before, key, suite: suite.name }
  return gradeSample(judge && !before.judged ? await judgedBy(judge, sample, ready.truth) : sample, ready.truth)
}

interface Trial {
  readonly key: string
  readonly suite: Suite
  readonly subject: Subject
  readonly trial: number
  readonly ready: ReadyCase
}

async function sampleOf(
  { key, suite, subject, trial, ready }: Trial,
  { signal, minutes = 20, judge }: RunOptions
): Promise<Sample> {
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
    judged: null,
    usage: { modelCalls: 0, inputTokens: 0, outputTokens: 0 },
    run: null,
    durationMs: 0
  }
  try {
    const until = signal ? AbortSignal.any([signal, clock]) : clock
    // Each call of an investigation listens for the end.
    setMaxListeners(0, until)
    const answered = await subject.answer(ready.materials, { signal: until, trial })
    const durationMs = performance.now() - startedAt
    const sample = { ...blank, ...answered, durationMs }
    return gradeSample(judge ? await judgedBy(judge, sample, ready.truth) : sample, ready.truth)
  } catch (thrown) {
    signal?.throwIfAborted()
    const { code, message } = inquestErrorOf(thrown)
    const durationMs = performance.now() - startedAt
    return clock.aborted
      ? { ...blank, status: 'time-out', error: `no answer in ${minutes} min`, durationMs }
      : { ...blank, status: 'error', error: `${code}: ${message}`, durationMs }
  }
}
