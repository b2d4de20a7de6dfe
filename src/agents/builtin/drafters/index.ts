import type { Evidence } from '../../../domain/index.ts'
import type { FindingDraft } from '../../roles.ts'
import { draftAfterIntervention } from './after-intervention.ts'
import { draftAlertsTimeline } from './alerts-timeline.ts'
import { draftChangesAround } from './changes-around.ts'
import { draftContrast } from './contrast.ts'
import { draftDemand } from './demand.ts'
import { draftDependencyLatency } from './dependency-latency.ts'
import type { Drafter } from './drafter.ts'
import { draftErrorKinds } from './error-kinds.ts'
import { draftExpiryAndQuota } from './expiry-and-quota.ts'
import { draftGcPauses } from './gc-pauses.ts'
import { draftHoldersWaiters } from './holders-waiters.ts'
import { draftImpact } from './impact.ts'
import { draftInstanceSkew } from './instance-skew.ts'
import { draftInterventions } from './interventions.ts'
import { draftLimits } from './limits.ts'
import { draftLittlesLaw } from './littles-law.ts'
import { draftLockWaits } from './lock-waits.ts'
import { draftLogTemplates } from './log-templates.ts'
import { draftMatchedLoad } from './matched-load.ts'
import { draftOperationRuns } from './operation-runs.ts'
import { draftOperations } from './operations.ts'
import { draftOrderOfEvents } from './order-of-events.ts'
import { draftPlans } from './plans.ts'
import { draftReportsTimeline } from './reports-timeline.ts'
import { draftResourceTrends } from './resource-trends.ts'
import { draftRetries } from './retries.ts'
import { draftSeriesOnsets } from './series-onsets.ts'
import { draftSpanTrees } from './span-trees.ts'
import { draftThreadStacks } from './thread-stacks.ts'
import { draftTrafficMakeup } from './traffic-makeup.ts'
import { draftWorkPerRequest } from './work-per-request.ts'

/** How each tool's evidence becomes findings. A tool that is not here measures for others. */
const drafters: Readonly<Record<string, Drafter>> = {
  after_intervention: draftAfterIntervention,
  alerts_timeline: draftAlertsTimeline,
  changes_around: draftChangesAround,
  contrast: draftContrast,
  demand: draftDemand,
  dependency_latency: draftDependencyLatency,
  error_kinds: draftErrorKinds,
  expiry_and_quota: draftExpiryAndQuota,
  gc_pauses: draftGcPauses,
  holders_waiters: draftHoldersWaiters,
  impact: draftImpact,
  instance_skew: draftInstanceSkew,
  interventions: draftInterventions,
  limits: draftLimits,
  littles_law: draftLittlesLaw,
  lock_waits: draftLockWaits,
  log_templates: draftLogTemplates,
  matched_load: draftMatchedLoad,
  operation_runs: draftOperationRuns,
  operations: draftOperations,
  plans: draftPlans,
  reports_timeline: draftReportsTimeline,
  resource_trends: draftResourceTrends,
  retries: draftRetries,
  series_onsets: draftSeriesOnsets,
  span_trees: draftSpanTrees,
  thread_stacks: draftThreadStacks,
  traffic_makeup: draftTrafficMakeup,
  work_per_request: draftWorkPerRequest
}

/** Findings from what a task asked, each said once; what it was asked with (`beside`) is read and not told again. */
export function draftAll(asked: readonly Evidence[], beside: readonly Evidence[] = []): FindingDraft[] {
  const all = [...asked, ...beside]
  const drafts = asked.flatMap((one) => (one.status === 'found' ? (drafters[one.tool]?.(one, all) ?? []) : []))
  if (beside.length > 0) drafts.push(...draftOrderOfEvents(all))
  return drafts.filter((one, i) => drafts.findIndex(({ statement }) => statement.text === one.statement.text) === i)
}
