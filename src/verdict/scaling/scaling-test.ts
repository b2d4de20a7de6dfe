import { type Evidence, type Hypothesis, type ScalingTest, state, type Statement } from '../../domain/index.ts'
import { answersTo, type Call } from '../call.ts'
import { compose } from '../compose.ts'
import { type Frame, type Scene, sceneOf } from '../scene.ts'
import { moreResourceDidNotCure } from '../tests/more-resource-did-not-cure.ts'
import { sameLoadWasHealthy } from '../tests/same-load-was-healthy.ts'
import { counterfactual, onlyDelays } from './counterfactual.ts'
import { fillsAnySize, growthCalls } from './fills-any-size.ts'
import { holdTime } from './hold-time.ts'
import { fromTest, type ScalingPart, suspectOf } from './part.ts'
import { physicsCalls, readPhysics } from './physics.ts'
import { unlessOrdinaryLoad } from './unless-ordinary-load.ts'
import { unlessRepeated } from './unless-repeated.ts'
import { unlessBeforeLocks, unlessWaitsElsewhere } from './unless-waits-elsewhere.ts'
import { whereCapacityFell } from './where-capacity-fell.ts'
import { workPerRequest } from './work-per-request.ts'

const parts: readonly ScalingPart[] = [
  unlessBeforeLocks(workPerRequest),
  whereCapacityFell(unlessOrdinaryLoad(unlessRepeated(fromTest('same-load-other-outcome', 1, sameLoadWasHealthy, 'against'))), [
    'against',
    'cannot-tell'
  ]),
  whereCapacityFell(unlessWaitsElsewhere(unlessRepeated(holdTime)), ['cannot-tell']),
  fromTest('what-was-tried', 1.5, moreResourceDidNotCure, 'against'),
  counterfactual
]

/** The calls of the scaling test: "would more of the resource have prevented this?", asked of every investigation. */
export function scalingCalls(scene: Scene, hypotheses: readonly Pick<Hypothesis, 'category' | 'subject'>[]): Call[] {
  const suspect = suspectOf(hypotheses)
  return [...physicsCalls(scene), ...growthCalls(scene), ...parts.flatMap((part) => part.calls(suspect, scene))]
}

/** Reads the scaling test from whatever of its evidence is there. Physics first: where it fails, parts that need rates cannot tell. */
export function readScaling(
  frame: Frame,
  hypotheses: readonly Pick<Hypothesis, 'category' | 'subject'>[],
  evidence: readonly Evidence[]
): ScalingTest {
  const scene = sceneOf(frame, evidence)
  const suspect = suspectOf(hypotheses)
  const physics = readPhysics(answersTo(physicsCalls(scene), evidence))
  const read = parts.map((part) => ({
    part: part.part,
    ...part.read(answersTo(part.calls(suspect, scene), evidence), suspect, scene)
  }))
  const [simulated] = answersTo(counterfactual.calls(suspect, scene), evidence)
  if (scene.abnormal === false) {
    return {
      physics,
      parts: read.map((part) => (part.answer === 'cannot-tell' ? part : { ...part, ...nothingToCure })),
      wouldScalingHelp: 'no',
      statement: state('There was nothing that more of a resource could have prevented.')
    }
  }
  const wouldScalingHelp = concluded(read, onlyDelays(simulated))
  const anew = scene.interventions.some(({ kind, object }) => kind === 'raise-limit' && setAtStart.test(object ?? ''))
  const cured = !anew && read.some(({ part, answer }) => part === 'what-was-tried' && answer === 'for')
  // What fills whatever its size is put off by more of it, also where nothing else can be told.
  const growth = wouldScalingHelp === 'no' || wouldScalingHelp === 'delays' ? undefined : fillsAnySize(scene, evidence, cured)
  if (growth) return { physics, parts: read, wouldScalingHelp: 'delays', statement: compose(conclusions.delays, growth) }
  return { physics, parts: read, wouldScalingHelp, statement: conclusion(wouldScalingHelp, read) }
}

/** How much memory a program may take is set when it starts: with more of it it began anew, and what it had kept was gone. */
const setAtStart = /\bXmx|\bheap|\bmax[_-]?old[_-]?space|\bmem(?:ory)?(?:[_ .-]?limit)?\b/i

/** What a part measured in healthy time says nothing of a harm that was not. */
const nothingToCure = {
  answer: 'cannot-tell' as const,
  statement: state('nothing that is measured departs from normal, so there is nothing to compare with')
}

/** One ordinary part alone is an indication; with less than this weight told, nothing is concluded. */
const enough = 1
/** That scaling would have helped is what everybody says first: one ordinary part alone does not carry it. */
const enoughFor = 1.5
/** Where parts disagree one side must outweigh the other twice over. */
const clearly = 2

function concluded(read: ScalingTest['parts'], delays: boolean): ScalingTest['wouldScalingHelp'] {
  const weigh = (answer: 'for' | 'against'): number =>
    parts.reduce((sum, part, i) => sum + (read[i]?.answer === answer ? part.weight : 0), 0)
  const [speaksFor, against] = [weigh('for'), weigh('against')]
  if (speaksFor + against < enough) return 'cannot-tell'
  if (against > clearly * speaksFor) return delays ? 'delays' : 'no'
  if (speaksFor >= enoughFor && speaksFor > clearly * against) return 'yes'
  return 'cannot-tell'
}

const conclusions: Record<ScalingTest['wouldScalingHelp'], string> = {
  yes: 'More of the resource would have prevented this: ',
  no: 'More of the resource would not have prevented this: ',
  delays: 'More of the resource would only have put this off: ',
  'cannot-tell': 'Whether more of the resource would have prevented this cannot be told from the materials'
}

/** The conclusion with the parts that carry it, weightiest first. */
function conclusion(help: ScalingTest['wouldScalingHelp'], read: ScalingTest['parts']): Statement {
  if (help === 'cannot-tell') return state(conclusions[help])
  const side = help === 'yes' ? 'for' : 'against'
  const carrying = parts
    .map((part, i) => ({ weight: part.weight, answer: read[i]?.answer, statement: read[i]?.statement }))
    .filter(({ answer }) => answer === side)
    .sort((a, b) => b.weight - a.weight)
    .flatMap(({ statement }) => statement ?? [])
    .slice(0, 2)
  const [first, second] = carrying
  if (!first) return state(conclusions['cannot-tell'])
  return second ? compose(conclusions[help], first, '; ', second) : compose(conclusions[help], first)
}
