import { citeCell, citeFact, type Evidence, rowsOf, type ServiceLevel, state } from '../../domain/index.ts'
import type { Journey } from './journeys.ts'

/** Days of the objectives: those of the burn rates that the SRE workbook computes. */
export const objectiveDays = 30
/** Nobody promises more for a service than the network between it and its citizens gives. */
const mostAmbitious = 0.995

/** An objective that healthy time meets, and what the incident cost of its budget. Null when there is no share to speak of. */
export function serviceLevelOf({ id, journey, kind, signal, slowMs }: Journey, budget: Evidence): ServiceLevel | null {
  if (budget.status !== 'found') return null
  const rows = rowsOf(budget)
  const allowed = rows.findIndex((row) => Number(row['objective']) <= mostAmbitious && row['met_in_healthy_time'] !== false)
  const row = allowed < 0 ? rows.length - 1 : allowed
  const objective = Number(rows[row]?.['objective'] ?? mostAmbitious)
  const spent = rows[row]?.['budget_spent']
  const promise = slowMs === null ? 'go well' : 'be answered in time and without a failure'
  const objectiveCell = citeCell(budget, row, 'promise')
  return {
    id,
    journey,
    kind,
    objective,
    windowDays: objectiveDays,
    signal,
    why:
      typeof budget.facts['healthy_share'] === 'number'
        ? state(
            kind === 'freshness'
              ? '{objective} of the time it shall be so: for {bad} of healthy time it was not'
              : `{objective} shall ${promise}: in healthy time {bad} did not`,
            {
              objective: [objectiveCell, 'text'],
              bad: [citeFact(budget, 'healthy_share'), 'share']
            }
          )
        : state(`{objective} shall ${promise}; no healthy time says what is usual`, { objective: [objectiveCell, 'text'] }),
    budgetSpent: typeof spent === 'number' ? spent : null,
    budget:
      typeof spent === 'number'
        ? state(
            `{bad} ${kind === 'freshness' ? 'of the incident’s time it was not so' : 'were bad in the incident'}, which spent {spent} of the budget of a month`,
            {
              bad: [citeFact(budget, 'incident_share'), 'share'],
              spent: [citeCell(budget, row, 'budget_spent'), 'share']
            }
          )
        : state('what the incident spent of a month’s budget cannot be computed', {}, [budget.id]),
    evidence: budget.id
  }
}
