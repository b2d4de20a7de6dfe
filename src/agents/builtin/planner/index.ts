import type { Planner } from '../../roles.ts'
import { firstPlan } from './first-plan.ts'
import { followUpPlan } from './follow-up-plan.ts'

/** Two rounds: what every source can tell, then what the first answers ask for. Its questions do not multiply further. */
export const planner: Planner = {
  async plan(desk, round, findings) {
    if (round === 1) return firstPlan(desk)
    return round === 2 ? followUpPlan(desk, findings) : null
  }
}
