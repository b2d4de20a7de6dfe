import { mkdir, mkdtemp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { CorpusReport, GateOutcome, Sample, Subject, SubjectSummary, Suite } from './evals/index.ts'
import { investigate, type Options } from './inquest.ts'

/** What `inquest eval` puts together: suites of `evals/` on the built-in analyst, on a model, or on subjects that never look. */
export interface EvaluateOptions extends Options {
  /** `builtin`, `openai:<name>` … or `dummies`. @default 'builtin' */
  readonly model?: string | undefined
  readonly out: string
  readonly trials?: number | undefined
  readonly concurrency?: number | undefined
  readonly only?: string | undefined
  readonly onSample?: (sample: Sample, done: number, total: number) => void
}

export interface Evaluation {
  readonly suite: Suite
  readonly summaries: readonly SubjectSummary[]
  readonly gates: readonly GateOutcome[]
  readonly samples: readonly Sample[]
}

/** Runs a suite. Samples that are in `out` already are not run again. Throws InquestError `usage` for an unknown suite. */
export async function evaluate(name: string, options: EvaluateOptions): Promise<Evaluation> {
  const evals = await import('./evals/index.ts')
  const { model = 'builtin', out, trials, concurrency, only, signal, onSample } = options
  const suite = await evals.loadSuite(name)
  const subject: Subject = {
    name: model,
    async answer(materials, aborted) {
      await mkdir(join(out, 'runs'), { recursive: true })
      const run = await mkdtemp(join(out, 'runs', `${basename(materials)}-`))
      const { record } = await investigate(materials, { model, out: run, signal: aborted })
      return evals.answerOf(record)
    }
  }
  const subjects = model === 'dummies' ? evals.dummySubjects : [subject]
  const samples = await evals.runSuite({
    suite,
    subjects,
    out,
    only,
    signal,
    ...(trials === undefined ? {} : { trials }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(onSample === undefined ? {} : { onSample })
  })
  const summaries = evals.summarise(samples)
  // Subjects that never look are there to fail: no gate is held against them.
  const gates =
    model === 'dummies'
      ? []
      : summaries.flatMap((summary) =>
          evals.holdGates(suite.gates, summary, samples.filter((sample) => sample.subject === summary.subject).length)
        )
  return { suite, summaries, gates, samples }
}

export async function listSuites(): Promise<string[]> {
  return (await import('./evals/index.ts')).listSuites()
}

export type { CorpusReport } from './evals/index.ts'

/** Holds the graders against the labelled answers of `evals/graders-corpus/`; cases that must be simulated go to `out`. */
export async function checkGraders(out: string): Promise<CorpusReport> {
  return (await import('./evals/index.ts')).checkGraders(out)
}
