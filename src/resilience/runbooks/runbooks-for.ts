import type { Measure, Runbook } from '../../domain/index.ts'
import type { Known } from '../known.ts'
import { firstLineRunbook } from './first-line.ts'
import { demandRunbook, ownerRunbook } from './specialist.ts'
import { tellCauseRunbook } from './tell-cause.ts'

/** Runbooks for teams of differing expertise, from what this investigation asked and found. */
export function runbooksFor(known: Known, measures: readonly Measure[]): Runbook[] {
  const owner = ownerRunbook(known, measures)
  return [firstLineRunbook(known), tellCauseRunbook(known), ...(owner ? [owner] : []), demandRunbook]
}
