import type { Hypothesis, ScalingTest, Subject } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import type { DiagnosticTest, Reading } from '../diagnostic-test.ts'
import type { Maybe } from '../reading.ts'
import type { Scene } from '../scene.ts'

type Part = ScalingTest['parts'][number]

/** One of the five parts: the calls it needs and how it reads them. `for` and `against` are said of scaling. */
export interface ScalingPart {
  readonly part: Part['part']
  /** What it counts for in the conclusion. */
  readonly weight: number
  calls(suspect: Subject, scene: Scene): readonly Call[]
  read(found: readonly Maybe[], suspect: Subject, scene: Scene): Omit<Part, 'part'>
}

export const nobody: Subject = { population: null, operation: null, entity: null, series: null }

/** The work that is suspected: the first hypothesis that names an operation, lack of capacity set aside. */
export function suspectOf(hypotheses: readonly Pick<Hypothesis, 'category' | 'subject'>[]): Subject {
  const named = hypotheses.filter(({ subject }) => subject.operation !== null)
  return (named.find(({ category }) => category !== 'demand-surge') ?? named[0])?.subject ?? nobody
}

/** A part that asks what a diagnostic test asks; `whenYes` is what a yes says of scaling. */
export function fromTest(
  part: Part['part'],
  weight: number,
  test: DiagnosticTest,
  whenYes: 'for' | 'against',
  leastStrength = 0.2
): ScalingPart {
  const whenNo = whenYes === 'for' ? 'against' : 'for'
  return {
    part,
    weight,
    calls: (subject, scene) => test.calls(subject, scene),
    read(found, subject, scene) {
      const reading = test.read(found, { subject, onset: null }, scene)
      return { answer: answerOf(reading, leastStrength, whenYes, whenNo), statement: reading.statement }
    }
  }
}

function answerOf(
  { outcome, strength }: Reading,
  least: number,
  whenYes: 'for' | 'against',
  whenNo: 'for' | 'against'
): Part['answer'] {
  if (outcome === 'cannot-tell' || strength < least) return 'cannot-tell'
  return outcome === 'yes' ? whenYes : whenNo
}
