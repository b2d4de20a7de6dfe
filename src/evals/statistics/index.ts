/** Statistics of evals: what can be said of a difference at this size, and what cannot. */
export { type CaseScore, clusterBootstrap, comparePaired, type PairedScore, ratioBootstrap } from './clusters.ts'
export { casesToSee } from './power.ts'
export { type Interval, mcnemarExact, passAt, wilson } from './proportions.ts'
export { type Claim, type Reliability, reliabilityOf } from './reliability.ts'
