import {
  type CauseCategory,
  citeFact,
  type Evidence,
  type JudgedHypothesis,
  type RootCause,
  type ScalingTest,
  state,
  type Statement,
  type Verdict
} from '../domain/index.ts'
import { argumentsOf, type Case } from './agreement.ts'
import { compose } from './compose.ts'
import { confidenceOf } from './confidence.ts'
import { acceptable, type Scored, type Standing, whatLacks } from './fate.ts'
import { has } from './reading.ts'
import { lowered } from './objections.ts'
import type { Scene } from './scene.ts'
import { unexplained } from './unexplained.ts'

interface VerdictInput {
  readonly evidence: readonly Evidence[]
  readonly scene: Scene
  readonly order: readonly Scored[]
  readonly standing: Standing
  readonly judged: readonly JudgedHypothesis[]
  readonly scaling: ScalingTest
}

/** The verdict of the whole: determined, honestly not, or that there was no incident. */
export function verdictOf(input: VerdictInput): Verdict {
  const { scene, standing, judged } = input
  const accepted = judged.find(({ fate }) => fate === 'accepted')
  // Without a departure from normal there is nothing to explain, however well a story fits.
  if (scene.abnormal === false) return noIncident(scene)
  if (!accepted || !standing.leader) return undetermined(input)
  return determined(input, accepted, standing.leader)
}

function determined(
  { evidence, scene, order, standing, judged, scaling }: VerdictInput,
  accepted: JudgedHypothesis,
  leader: Scored
): Verdict {
  const explains = argumentsOf(leader, 'for').flatMap(({ result }) => result?.statement ?? [])
  return {
    status: 'determined',
    confidence: suretyOf(leader, standing),
    rootCause: rootCauseOf(accepted),
    contributing: judged.filter(({ fate }) => fate === 'contributing').map(rootCauseOf),
    summary: [accepted.statement, scaling.statement],
    explains: distinct(explains),
    leavesUnexplained: distinct([
      ...argumentsOf(leader, 'against').flatMap(({ result }) => result?.statement ?? []),
      ...unexplained(accepted, scene, evidence)
    ]),
    openQuestions: openQuestions(order.filter(({ hypothesis }) => hypothesis.id === accepted.id))
  }
}

function undetermined({ scene, order, standing, judged, scaling }: VerdictInput): Verdict {
  const { leader, lacks } = standing
  const opening =
    judged.length === 0
      ? state('The materials do not show a cause: none could be proposed from them.')
      : whyNot(leader, lacks, judged)
  return {
    status: 'undetermined',
    // Of an undetermined verdict it is the confidence in the best explanation, which was not enough.
    confidence: leader ? Math.min(acceptable - 0.01, suretyOf(leader, standing)) : 0.02,
    rootCause: null,
    contributing: [],
    summary: [opening, scaling.statement],
    explains: [],
    leavesUnexplained: departures(scene),
    openQuestions: openQuestions(order)
  }
}

function whyNot(leader: Scored | undefined, lacks: Standing['lacks'], judged: readonly JudgedHypothesis[]): Statement {
  const best = judged.find(({ id }) => id === leader?.hypothesis.id)
  if (!best) return state('The cause is undetermined: every explanation that was proposed fell at a gate.')
  return compose(`The cause is undetermined (${whatLacks[lacks ?? 'score']}). The best explanation so far: `, best.statement)
}

function noIncident(scene: Scene): Verdict {
  const framing = scene.evidence.frame
  const minutes =
    has(framing, 'healthy_minutes') && framing.facts['healthy_minutes'] !== 0
      ? ({ minutes: [citeFact(framing, 'healthy_minutes'), 'minutes'] } as const)
      : {}
  const served =
    has(framing, 'served_runs') && framing.facts['served_as_ever'] === true
      ? ({ runs: [citeFact(framing, 'served_runs'), 'integer'] } as const)
      : null
  const opening = served
    ? 'No incident: {runs} single requests of what is asked for in health too took as long and failed as seldom as then, whatever a summary of them shows'
    : 'No incident: nothing that is measured departs from normal'
  return {
    status: 'no-incident',
    confidence: 'minutes' in minutes ? 0.85 : 0.7,
    rootCause: null,
    contributing: [],
    summary: [
      state(
        `${opening}${'minutes' in minutes ? ' ({minutes} of healthy time are known)' : ''}`,
        { ...served, ...minutes },
        framing ? [framing.id] : []
      )
    ],
    explains: [],
    leavesUnexplained: [],
    openQuestions: []
  }
}

function departures(scene: Scene): Statement[] {
  return scene.departsAt && scene.evidence.frame
    ? [state('what departs from normal in the window is not explained', {}, [scene.evidence.frame.id])]
    : []
}

function suretyOf(leader: Scored, standing: Standing): number {
  const told = argumentsOf(leader, 'for')
  const evidence = new Set(
    told.flatMap(({ result }) => Object.values(result?.statement.values ?? {}).map(({ citation }) => citation.evidence))
  )
  const dimensionsTold = Object.values(leader.score.dimensions).filter((points) => points !== null).length
  const score = lowered(leader.score, leader.objections).total
  return confidenceOf({
    // What stands alone with its heart seen is believed like what scores just enough.
    score: standing.lacks === null ? Math.max(score, acceptable) : score,
    margin: standing.margin,
    sources: evidence.size,
    dimensionsTold
  })
}

function rootCauseOf(one: JudgedHypothesis): RootCause {
  return {
    hypothesis: one.id,
    category: one.category satisfies CauseCategory,
    component: one.component,
    statement: one.statement.text,
    mechanism: one.mechanism.text,
    trigger: one.trigger,
    onset: one.onset,
    cites: { statement: one.statement, mechanism: one.mechanism }
  }
}

/** What the tests could not tell, weightiest first: the questions that stay open. Six are read, sixty are not. */
function openQuestions(cases: readonly Case[]): Statement[] {
  const silent = cases.flatMap(({ checked }) =>
    checked
      .filter(({ result, prediction }) => result?.outcome === 'cannot-tell' && prediction.weight >= 1)
      .sort((a, b) => b.prediction.weight - a.prediction.weight)
      .flatMap(({ result }) => (result ? compose(`${result.question} Not told: `, result.statement) : []))
  )
  return distinct(silent).slice(0, 6)
}

function distinct(statements: readonly Statement[]): Statement[] {
  return statements.filter((one, i) => statements.findIndex(({ text }) => text === one.text) === i)
}
