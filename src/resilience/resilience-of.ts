import type { Resilience } from '../domain/index.ts'
import { continuityOf } from './continuity/continuity-of.ts'
import type { Known } from './known.ts'
import type { MeasureDraft } from './measures/draft-measures.ts'
import { trialTable, withOutcome } from './measures/outcomes.ts'
import { observabilityGaps } from './observability/gaps.ts'
import { capacityOf, spendingOf } from './practice/capacity.ts'
import { knowledgeFor } from './practice/knowledge.ts'
import { preventionFor } from './practice/prevention.ts'
import { serviceStandard } from './practice/service-standard.ts'
import { runbooksFor } from './runbooks/runbooks-for.ts'

/** The design: measures with what came of trying them, and everything that a team needs around them. */
export function resilienceOf(known: Known, drafts: readonly MeasureDraft[]): Resilience {
  const measures = drafts.map((draft) => withOutcome(draft, known.trial))
  const trials = trialTable(known.trial)
  const best = measures
    .filter(({ outcome }) => outcome !== null)
    .sort((a, b) => (a.outcome?.harmed ?? 0) - (b.outcome?.harmed ?? 0))[0]
  const measured = trials?.calibrated
    ? [
        trials.asItWas,
        ...trials.scaling,
        ...(trials.together ? [trials.together] : []),
        ...(best?.outcome ? [best.outcome] : [])
      ].map(({ statement }) => statement)
    : []
  return {
    observability: observabilityGaps(known),
    measures,
    trials,
    continuity: continuityOf(known),
    prevention: preventionFor(known),
    capacity: capacityOf(known),
    spending: spendingOf(known, measured),
    runbooks: runbooksFor(known, measures),
    standard: [...serviceStandard],
    knowledge: knowledgeFor(known)
  }
}
