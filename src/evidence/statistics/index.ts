/** Statistics of evidence: pure functions, seeded where they draw. */
export { type Association, associate, chiSquaredTail, cramersV } from './association.ts'
export {
  type Baseline,
  granularity,
  madToSigma,
  medianOf,
  quantileOf,
  robustBaseline,
  scaleFloor,
  weightedMedian
} from './baseline.ts'
export { changePoints } from './change-points.ts'
export { bestLag, type LagCorrelation, pearson, spearman } from './correlation.ts'
export { type CusumAlarm, cusumDeparture, firstRun, onsetBefore } from './cusum.ts'
export { type DrawnSign, drawnSigns } from './drawn.ts'
export { fitMonotone, type MonotoneFit } from './isotonic.ts'
export { normalTail } from './normal.ts'
export { fitLoad, type LoadModel, predictAtLoad } from './load-model.ts'
export { type RandomSource, randomSource, shuffle } from './random.ts'
export { bootstrapInterval, holm } from './resampling.ts'
export { runsTest, type RunsTest } from './runs-test.ts'
export { midRanks, separate, type Separation } from './separation.ts'
export { splitTwoModes, type TwoModes } from './two-modes.ts'
