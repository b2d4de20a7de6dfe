/** Incidents with known causes: a scenario, a service on the queueing model, the materials it leaves behind, and the truth. */
export { type FileSpec, Scenario, type ScenarioInput } from './scenario/scenario.ts'
export { CounterfactualTruth, KeyEvidence, Truth } from './scenario/truth.ts'
export { type TriedWorld, tryMeasures } from './measures/try-measures.ts'
export { listScenarios, loadScenario, openScenarios } from './library.ts'
export { type ManyOptions, simulateMany } from './side-by-side.ts'
export { type MadeIncident, makeIncident, simulate, type Simulated, simulateHealthy, type SimulateOptions } from './simulate.ts'
