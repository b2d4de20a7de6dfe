import type { EvidenceTool } from '../tool.ts'
import { afterIntervention } from './after-intervention.ts'
import { alertsTimeline } from './alerts-timeline.ts'
import { cacheBehaviour } from './cache-behaviour.ts'
import { catalogue } from './catalogue.ts'
import { changeCandidates } from './change-candidates.ts'
import { changesAround } from './changes-around.ts'
import { contradictions } from './contradictions.ts'
import { contrast } from './contrast.ts'
import { counterfactual } from './counterfactual.ts'
import { dataLoads } from './data-loads.ts'
import { demand } from './demand.ts'
import { dependencyLatency } from './dependency-latency.ts'
import { errorKinds } from './error-kinds.ts'
import { expiryAndQuota } from './expiry-and-quota.ts'
import { frame } from './frame.ts'
import { freshness } from './freshness.ts'
import { gcPauses } from './gc-pauses.ts'
import { holdersWaiters } from './holders-waiters.ts'
import { hostProcesses } from './host-processes.ts'
import { impact } from './impact.ts'
import { instanceSkew } from './instance-skew.ts'
import { interventions } from './interventions.ts'
import { leadLag } from './lead-lag.ts'
import { limits } from './limits.ts'
import { littlesLaw } from './littles-law.ts'
import { lockWaits } from './lock-waits.ts'
import { logTemplates } from './log-templates.ts'
import { matchedLoad } from './matched-load.ts'
import { measureParameters } from './measure-parameters.ts'
import { measureTrial } from './measure-trial.ts'
import { novelties } from './novelties.ts'
import { operationRuns } from './operation-runs.ts'
import { operations } from './operations.ts'
import { platformTrouble } from './platform-trouble.ts'
import { plans } from './plans.ts'
import { quantities } from './quantities.ts'
import { quotations } from './quotations.ts'
import { rawLines } from './raw-lines.ts'
import { recurrence } from './recurrence.ts'
import { reportsTimeline } from './reports-timeline.ts'
import { backtest } from './backtest.ts'
import { errorBudget } from './error-budget.ts'
import { healthyTime } from './healthy-time.ts'
import { thresholdSweep } from './threshold-sweep.ts'
import { retries } from './retries.ts'
import { resourceTrends } from './resource-trends.ts'
import { seriesOnsets } from './series-onsets.ts'
import { serviceOrigin } from './service-origin.ts'
import { spanTrees } from './span-trees.ts'
import { sql } from './sql.ts'
import { threadStacks } from './thread-stacks.ts'
import { trafficMakeup } from './traffic-makeup.ts'
import { whatEndedHarm } from './what-ended-harm.ts'
import { workByInstance } from './work-by-instance.ts'
import { workPerRequest } from './work-per-request.ts'

/** Every tool, in the order in which an agent is shown them. One line a tool. */
export const evidenceTools: readonly EvidenceTool[] = [
  catalogue,
  sql,
  rawLines,
  frame,
  logTemplates,
  novelties,
  quantities,
  errorKinds,
  seriesOnsets,
  instanceSkew,
  workByInstance,
  resourceTrends,
  gcPauses,
  hostProcesses,
  recurrence,
  leadLag,
  operations,
  operationRuns,
  contrast,
  workPerRequest,
  plans,
  matchedLoad,
  holdersWaiters,
  lockWaits,
  threadStacks,
  dependencyLatency,
  spanTrees,
  serviceOrigin,
  platformTrouble,
  retries,
  cacheBehaviour,
  expiryAndQuota,
  littlesLaw,
  demand,
  trafficMakeup,
  changesAround,
  changeCandidates,
  dataLoads,
  interventions,
  afterIntervention,
  whatEndedHarm,
  limits,
  reportsTimeline,
  alertsTimeline,
  contradictions,
  impact,
  counterfactual,
  measureParameters,
  measureTrial,
  healthyTime,
  thresholdSweep,
  backtest,
  errorBudget,
  freshness,
  quotations
]

/** Tools of phase 3 and of the report: they try what a designer proposes, or quote; they answer no question of an investigation. */
export const designTools: readonly string[] = [
  measureParameters,
  measureTrial,
  healthyTime,
  thresholdSweep,
  backtest,
  errorBudget,
  freshness,
  quotations
].map(({ name }) => name)
