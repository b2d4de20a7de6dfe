/**
 * One request-level queueing model, by discrete-event simulation: for the scaling counterfactual, the measures' proof and
 * the simulator alike. Times are milliseconds since the start of the run; everything is deterministic by seed.
 */
export type { Distribution } from './distribution.ts'
export { erlangC } from './erlang.ts'
export { type HarmCount, harmIn } from './harm.ts'
export { type Level, levelAt, mapLevel } from './level.ts'
export type {
  Arrivals,
  BreakerSpec,
  ClientSpec,
  Draw,
  EndedRequest,
  ProcessorSpec,
  QueueModel,
  RequestAttributes,
  ResourceSpec,
  Step,
  SystemControl,
  SystemView,
  Visit,
  WorkClass
} from './model.ts'
export { type PoolChange, type PooledWork, type PoolModel, poolModel, type PoolOutcome, simulatePool } from './pool.ts'
export { createRandom, mixSeed, type Random } from './random.ts'
export type { ClassRecord, ClassSeries, ClassTotals, Latency } from './recorder.ts'
export type { ProcessorRun, QueueRun, ResourceRun } from './run.ts'
export { simulateQueue, type SimulateOptions } from './simulate.ts'
