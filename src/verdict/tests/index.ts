import type { DiagnosticTest } from '../diagnostic-test.ts'
import { estimateMissesActual } from './estimate-misses-actual.ts'
import { holdTimeRose } from './hold-time-rose.ts'
import { latencyFollowsLoad } from './latency-follows-load.ts'
import { limitWasLoweredBeforeOnset } from './limit-was-lowered-before-onset.ts'
import { limitWasReached } from './limit-was-reached.ts'
import { loadExceedsHistory } from './load-exceeds-history.ts'
import { lockWaitsCoverSlowTime } from './lock-waits-cover-slow-time.ts'
import { moreResourceDidNotCure } from './more-resource-did-not-cure.ts'
import { oneHolderBlocksMany } from './one-holder-blocks-many.ts'
import { oneOperationStandsOut } from './one-operation-stands-out.ts'
import { operationCoversHarm } from './operation-covers-harm.ts'
import { otherOperationsUnharmed } from './other-operations-unharmed.ts'
import { parameterSeparatesSlowFromFast } from './parameter-separates-slow-from-fast.ts'
import { revertCured } from './revert-cured.ts'
import { sameLoadWasHealthy } from './same-load-was-healthy.ts'
import { slowBeforeHarm } from './slow-before-harm.ts'
import { slowBeforeWaiting } from './slow-before-waiting.ts'
import { slowRunsInterleaveWithFast } from './slow-runs-interleave-with-fast.ts'
import { slowWithoutWaiters } from './slow-without-waiters.ts'
import { unitCostRose } from './unit-cost-rose.ts'
import { workIsAQuery } from './work-is-a-query.ts'

/** All diagnostic tests. Adding one: a file here, a line in this list, and the predictions that it tells apart. */
export const diagnosticTests: readonly DiagnosticTest[] = [
  unitCostRose,
  workIsAQuery,
  estimateMissesActual,
  holdTimeRose,
  loadExceedsHistory,
  lockWaitsCoverSlowTime,
  limitWasLoweredBeforeOnset,
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
  revertCured
]

export const diagnosticTest = (id: string): DiagnosticTest | undefined => diagnosticTests.find((test) => test.id === id)
