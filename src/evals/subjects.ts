import type { Answer } from './answer.ts'
import type { Sample } from './samples.ts'

/** What comes of one trial: an answer, or a plan alone. */
export type Answered = Pick<Sample, 'answer' | 'plan' | 'usage' | 'run'>

/** Whoever is put to the test: a folder of materials in, an answer out. */
export interface Subject {
  readonly name: string
  /** Hash of the prompts it uses; `-` for none. */
  readonly prompts: string
  /** It costs nothing and may be another tomorrow: it is asked again each time. @default false */
  readonly free?: boolean
  answer(materials: string, about: { readonly signal: AbortSignal; readonly trial: number }): Promise<Answered>
}

/** An answer that cost nothing and has no plan: for subjects of one's own. */
export const answered = (answer: Answer): Answered => ({
  answer,
  plan: null,
  usage: { modelCalls: 0, inputTokens: 0, outputTokens: 0 },
  run: null
})
