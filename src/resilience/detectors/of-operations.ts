import { rowsOf, RunPopulation, type RunMeasure, type Scalar, state } from '../../domain/index.ts'
import { camelCase, type Candidate, shortened, wordsOfTemplate } from './candidate.ts'
import { evaluationSeconds, isSample, type Known } from './sources-of-candidates.ts'
import { tellOfRuns } from './tell.ts'
import { quickSeconds } from './windows.ts'

interface Operation {
  readonly population: RunPopulation
  readonly operation: string
  readonly label: string
  readonly ofCause: boolean
}

const titles: Readonly<Record<RunMeasure, string>> = {
  busy: 'Time is held by',
  'oldest-ms': 'Under way for long:',
  'mean-ms': 'Each run takes long:',
  'per-minute': 'Runs more often than usual:',
  'failed-share': 'Fails:',
  'slow-share': 'Slow:',
  'bad-share': 'Fails or is slow:'
}
const units: Readonly<Record<RunMeasure, string>> = {
  busy: 'under way',
  'oldest-ms': 'ms',
  'mean-ms': 'ms',
  'per-minute': 'per-minute',
  'failed-share': 'share',
  'slow-share': 'share',
  'bad-share': 'share'
}

/** Detectors on the work that the cause is in, and on the work whose cost rose most. */
export function ofOperations(known: Known): Candidate[] {
  const { signs, cause } = known
  return operationsOf(known).flatMap(({ population, operation, label, ofCause }) => {
    // What people ask for is where harm shows; the work behind it is where the cause is.
    const stage = ofCause ? 'cause' : population === 'requests' ? 'symptom' : 'leading'
    const measures: readonly RunMeasure[] = ofCause && signs ? signs.measures : ['oldest-ms', 'mean-ms']
    // What a sample counts is not what production counts; what it says per run holds there too.
    const preferred = (measure: RunMeasure): boolean =>
      !isSample(known, population) || (measure !== 'busy' && measure !== 'per-minute')
    return measures.map((measure): Candidate => ({
      subject: label,
      name: camelCase(`${measure} ${wordsOfTemplate(label)}`),
      title: `${titles[measure]} ${shortened(wordsOfTemplate(label))}`,
      stage,
      clause: {
        signal: { of: 'runs', population, operation, entity: null, measure, across: 'together', slowMs: null },
        windowSeconds: measure === 'oldest-ms' ? evaluationSeconds : 300,
        comparison: 'above',
        unit: units[measure]
      },
      windows: measure === 'oldest-ms' ? [] : [quickSeconds],
      threshold: null,
      others: [],
      // An age has lasted by itself.
      forSeconds: measure === 'oldest-ms' ? 0 : evaluationSeconds,
      everySeconds: evaluationSeconds,
      ...tellOfRuns(population),
      hypothesis: ofCause ? (cause?.id ?? null) : null,
      misses: [
        measure === 'oldest-ms'
          ? state('the same cause in other work than this, and many runs that are each a little dearer than usual')
          : state('the same cause in other work than this, runs that have not ended yet, and what the log leaves out')
      ],
      movesWithLoad: false,
      rank: stage === 'symptom' || (preferred(measure) && (population === 'statements' || population === 'spans')) ? 0 : 1,
      mayPage: true,
      rejected: null
    }))
  })
}

/** Work costs more when it takes at least so many times as long as in healthy time. */
const dearer = 3
const mostOperations = 3

function operationsOf({ cause, work, operations }: Known): Operation[] {
  const labels = new Map((operations ? rowsOf(operations) : []).map((row) => [String(row['operation']), String(row['label'])]))
  const found: Operation[] = []
  const add = (population: unknown, operation: unknown, ofCause: boolean, label?: Scalar): void => {
    const of = RunPopulation.safeParse(population).data
    if (!of || typeof operation !== 'string' || found.some((one) => one.population === of && one.operation === operation)) return
    found.push({ population: of, operation, label: String(label ?? labels.get(operation) ?? operation), ofCause })
  }
  if (cause) add(cause.subject.population, cause.subject.operation, true)
  const rows = work ? rowsOf(work) : []
  const risen = rows.filter(({ ratio }) => typeof ratio === 'number' && ratio >= dearer)
  for (const { population, operation, label } of risen.slice(0, mostOperations)) add(population, operation, false, label)
  return found
}
