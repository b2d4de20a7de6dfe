import type { EvidenceTool } from '../tool.ts'
import { alertsTimeline } from './alerts-timeline.ts'
import { catalogue } from './catalogue.ts'
import { changesAround } from './changes-around.ts'
import { interventions } from './interventions.ts'
import { limits } from './limits.ts'
import { lockWaits } from './lock-waits.ts'
import { logTemplates } from './log-templates.ts'
import { plans } from './plans.ts'
import { rawLines } from './raw-lines.ts'
import { reportsTimeline } from './reports-timeline.ts'
import { sql } from './sql.ts'

/** Every tool, in the order in which an agent is shown them. One line a tool. */
export const evidenceTools: readonly EvidenceTool[] = [
  catalogue,
  sql,
  rawLines,
  logTemplates,
  plans,
  lockWaits,
  changesAround,
  interventions,
  limits,
  reportsTimeline,
  alertsTimeline
]
