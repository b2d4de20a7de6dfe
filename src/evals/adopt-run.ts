import { readRecord } from '../investigation/index.ts'
import { answerOf } from './answer-of-report.ts'
import { gradeSample } from './grade-sample.ts'
import type { ReadyCase } from './ready-case.ts'
import type { Sample } from './samples.ts'
import { testRules } from './test-rules.ts'

export interface AdoptOptions {
  readonly suite: string
  readonly ready: ReadyCase
  /** Who answered, as the sample shall say; how it was asked (`@guided`, `@naive`) is added. */
  readonly as: string
  readonly trial: number
}

/**
 * A finished run that no suite started (played by hand, say) as a graded sample. It says nothing of prompts and build, so
 * that runs of several builds may be compared with each other. Throws InquestError `materials` for a folder without a report.
 */
export async function adoptRun(runFolder: string, { suite, ready, as, trial }: AdoptOptions): Promise<Sample> {
  const record = await readRecord(runFolder)
  const subject = `${as}@${record.mode ?? 'guided'}`
  const { modelCalls, inputTokens, outputTokens } = record.usage
  return gradeSample(
    {
      key: [suite, ready.id, subject, 'any', 'any', trial].join('/'),
      suite,
      case: ready.id,
      cluster: ready.cluster,
      subject,
      prompts: 'any',
      build: 'any',
      trial,
      status: 'ok',
      error: null,
      answer: { ...answerOf(record), rules: await testRules(runFolder) },
      plan: record.plans[0] ?? null,
      label: null,
      correct: false,
      checks: [],
      score: 0,
      judged: null,
      usage: { modelCalls, inputTokens, outputTokens },
      run: null,
      durationMs: record.run.durationMs
    },
    ready.truth
  )
}
