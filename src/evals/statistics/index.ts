/** Statistics of evals: what can be said of a difference at this size, and what cannot. */
export { type CaseScore, clusterBootstrap, type Comparison, comparePaired, type PairedScore } from './clusters.ts'
export { type Interval, type McNemar, mcnemarExact, passAt, wilson } from './proportions.ts'
