import { type Maybe, numberIn, textIn } from '../reading.ts'

/** Limits of how often somebody may ask, or of how many at once: a platform refuses both alike. */
const ofRates = /rate|throttl|requests?_?per|\b[rq]ps\b|concurren/i
/** Fewer refusals are those of a busy minute. */
const fewRefused = 20

/** Was a limit of rates lowered, and is somebody told again and again that he asks too often? */
export const refusedForRate = (limits: Maybe, quota: Maybe): boolean =>
  ofRates.test(textIn(limits, 'lowered_name') ?? '') && (numberIn(quota, 'rate_limited') ?? 0) >= fewRefused
