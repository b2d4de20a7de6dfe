import { type JudgedHypothesis, ScalingTest, type TestResult } from '../domain/index.ts'
import type { RunView } from '../workspace/index.ts'

/** What one question to all the files usually gets, and what the verifier has against it in this incident. */
interface NaiveSide {
  /** The explanation that names a shortage, as this run put its best case; null when nobody could even propose it. */
  readonly rival: JudgedHypothesis | null
  /** Did it turn out right? Then the lesson is that the method admits it. */
  readonly right: boolean
  /** Tests that came out otherwise than it predicts, the clearest first. */
  readonly against: readonly TestResult[]
  /** Parts of the scaling test that speak against it. */
  readonly scaling: readonly string[]
}

/** Classes of explanation that a shortage is usually dressed up as. */
const shortages = new Set(['demand-surge', 'misconfiguration', 'resource-leak', 'quota-exhaustion'])

export function naiveSide({ judged, state, verdict }: RunView): NaiveSide {
  const rival =
    judged.find(({ category }) => category === 'demand-surge') ?? judged.find(({ category }) => shortages.has(category))
  const scaling = ScalingTest.safeParse(state.sections['scaling']).data
  return {
    rival: rival ?? null,
    right: rival !== undefined && verdict?.rootCause?.hypothesis === rival.id,
    against: (rival?.tests ?? [])
      .filter(({ test, outcome }) => outcome !== 'cannot-tell' && expectedOf(rival, test) !== outcome)
      .toSorted((a, b) => b.strength - a.strength)
      .slice(0, 5),
    scaling: (scaling?.parts ?? []).filter(({ answer }) => answer === 'against').map(({ statement }) => statement.text)
  }
}

function expectedOf(rival: JudgedHypothesis | undefined, test: string): string | undefined {
  return rival?.predictions.find((one) => one.test === test)?.expected
}
