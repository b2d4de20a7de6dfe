import type { Sample } from '../samples.ts'

/** A sample that says what is asked of it, and nothing else. */
export function madeSample(change: Partial<Sample> = {}): Sample {
  const { correct = true } = change
  return {
    key: '',
    suite: 's',
    case: 'c',
    cluster: 'c',
    subject: 'x',
    prompts: '-',
    build: 'b',
    trial: 1,
    status: 'ok',
    error: null,
    answer: null,
    plan: null,
    label: correct ? 'CORRECT' : 'SCALING_ONLY',
    correct,
    checks: [{ name: 'category', hard: true, fault: correct ? null : 'SCALING_ONLY', reason: 'a reason' }],
    score: correct ? 1 : 0,
    judged: null,
    usage: { modelCalls: 0, inputTokens: 0, outputTokens: 0 },
    run: null,
    durationMs: 1,
    ...change
  }
}
