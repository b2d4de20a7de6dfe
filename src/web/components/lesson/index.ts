import type { OpenRun } from '../../../workspace/index.ts'
import type { Content } from '../../html.ts'
import { incidentHeld } from './incident.ts'
import { naiveAnswer } from './naive-and-guided.ts'
import { planMade } from './plan.ts'
import { remediesProposed } from './remedies.ts'
import { explanations, scepticsCase } from './explanations.ts'
import { specialistsWork } from './specialists.ts'
import { deciding, verdictReached } from './verdict.ts'

type Outcome = (run: OpenRun, task: string | undefined, view: string) => Content

const outcomes: Readonly<Record<string, Outcome>> = {
  incident: incidentHeld,
  naive: naiveAnswer,
  plan: planMade,
  specialists: specialistsWork,
  explanations,
  sceptic: scepticsCase,
  verification: deciding,
  verdict: verdictReached,
  design: remediesProposed
}

/** What came out of a step of the lesson in this run; null where nothing does. */
export function outcomeOf(step: string, run: OpenRun, task: string | undefined, view: string): Content {
  return outcomes[step]?.(run, task, view) ?? null
}
