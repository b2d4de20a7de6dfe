import {
  cacheTouchedByChange,
  callsMultipliedByChange,
  holdingTouchedByChange,
  retriesRaisedByChange
} from './able-change-before-harm.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'
import { accusedDepartedByTheHarm } from './accused-departed-by-the-harm.ts'
import { accusedHasItsOwnReason } from './accused-has-its-own-reason.ts'
import { asksUnlikePeople } from './asks-unlike-people.ts'
import { attemptsCostTheSame } from './attempts-cost-the-same.ts'
import { attemptsMultiplied } from './attempts-multiplied.ts'
import { beganWithAnInterruption } from './began-with-an-interruption.ts'
import { cacheFellBeforeHarm } from './cache-fell-before-harm.ts'
import { cacheHitsFell } from './cache-hits-fell.ts'
import { callersOwnTimeKept } from './callers-own-time-kept.ts'
import { callsPerRequestRose } from './calls-per-request-rose.ts'
import { certificateExpired } from './certificate-expired.ts'
import { codeChangedBeforeHarm } from './code-changed-before-harm.ts'
import { collectingTakesTheTime } from './collecting-takes-the-time.ts'
import { dataChangedBeforeHarm } from './data-changed-before-harm.ts'
import { dependencyCoversSlowTime } from './dependency-covers-slow-time.ts'
import { dependencyIsSlower } from './dependency-is-slower.ts'
import { dependencyMovedBeforeHarm } from './dependency-moved-before-harm.ts'
import { endedWhenHarmBegan } from './ended-when-harm-began.ts'
import { endedWithItsRemedy } from './ended-with-its-remedy.ts'
import { errorsNameWhatEnded } from './errors-name-what-ended.ts'
import { estimateMissesActual } from './estimate-misses-actual.ts'
import { failingIsQuick } from './failing-is-quick.ts'
import { faultIsInOwnCode } from './fault-is-in-own-code.ts'
import { fewClientsMadeTheLoad } from './few-clients-made-the-load.ts'
import { foreignWorkTakesTheResource } from './foreign-work-takes-the-resource.ts'
import { fullWhileWhatItServesIdles } from './full-while-what-it-serves-idles.ts'
import { growthReachedItsLimit } from './growth-reached-its-limit.ts'
import { harmBeginsInTheAccused } from './harm-begins-in-the-accused.ts'
import { harmFollowsTheAdded } from './harm-follows-the-added.ts'
import { heldResourceGrowsUnreturned } from './held-resource-grows-unreturned.ts'
import { holdTimeRose } from './hold-time-rose.ts'
import { instanceDepartedBeforeHarm } from './instance-departed-before-harm.ts'
import { instanceDepartsFromPeers } from './instance-departs-from-peers.ts'
import { instancesLostBeforeHarm } from './instances-lost-before-harm.ts'
import { latencyFollowsLoad } from './latency-follows-load.ts'
import { limitChangedAsHarmBegan } from './limit-changed-as-harm-began.ts'
import { limitWasLoweredBeforeOnset } from './limit-was-lowered-before-onset.ts'
import { limitWasReached } from './limit-was-reached.ts'
import { loadExceedsHistory } from './load-exceeds-history.ts'
import { loadRoseAfterFailing } from './load-rose-after-failing.ts'
import { lockWaitsCoverSlowTime } from './lock-waits-cover-slow-time.ts'
import { memoryGrowsUntilItIsFull } from './memory-grows-until-it-is-full.ts'
import { memoryMovedBeforeHarm } from './memory-moved-before-harm.ts'
import { moreResourceDidNotCure } from './more-resource-did-not-cure.ts'
import { morePeopleCame } from './more-people-came.ts'
import { mostHarmOnOneInstance } from './most-harm-on-one-instance.ts'
import { namesOrRoutesFail } from './names-or-routes-fail.ts'
import { oneHolderBlocksMany } from './one-holder-blocks-many.ts'
import { oneOperationStandsOut } from './one-operation-stands-out.ts'
import { oneValueHasAllFailures } from './one-value-has-all-failures.ts'
import { operationCoversHarm } from './operation-covers-harm.ts'
import { otherOperationsUnharmed } from './other-operations-unharmed.ts'
import { othersSlowedAlike } from './others-slowed-alike.ts'
import { parameterSeparatesSlowFromFast } from './parameter-separates-slow-from-fast.ts'
import { platformToldOfOutage } from './platform-told-of-outage.ts'
import { threadsAwaitOwnWork } from './threads-await-own-work.ts'
import { processorsRest } from './processors-rest.ts'
import { memoryRanOutWithHarm } from './memory-ran-out-with-harm.ts'
import { formerLimitSufficed } from './former-limit-sufficed.ts'
import { quotaWasUsedUp } from './quota-was-used-up.ts'
import { requestsPerClientRose } from './requests-per-client-rose.ts'
import { revertCured } from './revert-cured.ts'
import { sameLoadWasHealthy } from './same-load-was-healthy.ts'
import { severalDependenciesFailAlike } from './several-dependencies-fail-alike.ts'
import { severalInstancesLostTogether } from './several-instances-lost-together.ts'
import { slowBeforeHarm } from './slow-before-harm.ts'
import { slowBeforeWaiting } from './slow-before-waiting.ts'
import { slowRunsInterleaveWithFast } from './slow-runs-interleave-with-fast.ts'
import { slowWithoutWaiters } from './slow-without-waiters.ts'
import { unitCostRose } from './unit-cost-rose.ts'
import { workBehindCameMoreOften } from './work-behind-came-more-often.ts'
import { workIsAQuery } from './work-is-a-query.ts'

/** All diagnostic tests. Adding one: a file here, a line in this list, and the predictions that it tells apart. */
export const diagnosticTests: readonly DiagnosticTest[] = [
  unitCostRose,
  workIsAQuery,
  errorsNameWhatEnded,
  estimateMissesActual,
  holdTimeRose,
  loadExceedsHistory,
  lockWaitsCoverSlowTime,
  limitWasLoweredBeforeOnset,
  limitChangedAsHarmBegan,
  slowBeforeHarm,
  slowBeforeWaiting,
  operationCoversHarm,
  limitWasReached,
  oneHolderBlocksMany,
  oneOperationStandsOut,
  otherOperationsUnharmed,
  slowRunsInterleaveWithFast,
  slowWithoutWaiters,
  sameLoadWasHealthy,
  parameterSeparatesSlowFromFast,
  latencyFollowsLoad,
  moreResourceDidNotCure,
  revertCured,
  attemptsMultiplied,
  attemptsCostTheSame,
  beganWithAnInterruption,
  cacheFellBeforeHarm,
  cacheHitsFell,
  callersOwnTimeKept,
  certificateExpired,
  dependencyCoversSlowTime,
  dependencyIsSlower,
  dependencyMovedBeforeHarm,
  endedWhenHarmBegan,
  endedWithItsRemedy,
  failingIsQuick,
  growthReachedItsLimit,
  instancesLostBeforeHarm,
  loadRoseAfterFailing,
  namesOrRoutesFail,
  platformToldOfOutage,
  quotaWasUsedUp,
  requestsPerClientRose,
  severalDependenciesFailAlike,
  severalInstancesLostTogether,
  workBehindCameMoreOften,
  instanceDepartsFromPeers,
  mostHarmOnOneInstance,
  instanceDepartedBeforeHarm,
  heldResourceGrowsUnreturned,
  fullWhileWhatItServesIdles,
  memoryGrowsUntilItIsFull,
  collectingTakesTheTime,
  memoryMovedBeforeHarm,
  foreignWorkTakesTheResource,
  othersSlowedAlike,
  fewClientsMadeTheLoad,
  asksUnlikePeople,
  callsPerRequestRose,
  faultIsInOwnCode,
  oneValueHasAllFailures,
  codeChangedBeforeHarm,
  dataChangedBeforeHarm,
  morePeopleCame,
  callsMultipliedByChange,
  retriesRaisedByChange,
  cacheTouchedByChange,
  holdingTouchedByChange,
  threadsAwaitOwnWork,
  processorsRest,
  memoryRanOutWithHarm,
  formerLimitSufficed,
  accusedHasItsOwnReason,
  harmBeginsInTheAccused,
  harmFollowsTheAdded,
  accusedDepartedByTheHarm
]

export const diagnosticTest = (id: string): DiagnosticTest | undefined => diagnosticTests.find((test) => test.id === id)
