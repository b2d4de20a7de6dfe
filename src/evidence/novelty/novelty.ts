import { epochMsOf, type TimeWindow } from '../../domain/index.ts'

/** What something that was said or measured is new in. */
export type NoveltyKind = 'line' | 'value' | 'quantity' | 'alert' | 'change' | 'said'

/** Something that came since harm, or came far more often than in healthy time. */
export interface Novelty {
  readonly kind: NoveltyKind
  /** Whose word it is: a service, a host, a logger, a column of a source. */
  readonly who: string | null
  readonly what: string
  readonly count: number
  /** In healthy time; null where its source tells of no healthy time. */
  readonly before: number | null
  readonly firstAt: string
  /** Log-likelihood ratio of the counts against an equal rate; of what was said once, one line's worth. */
  readonly surprise: number
  readonly source: string
  readonly line: number
}

/** The share of the lines that falls into the window when the rate does not change; 1 without a healthy time. */
export function expectedShare(window: TimeWindow, baseline: TimeWindow | null): number {
  if (baseline === null) return 1
  const [inside, outside] = [window, baseline].map(({ from, to }) => epochMsOf(to) - epochMsOf(from))
  return inside && outside ? inside / (inside + outside) : 1
}

/** Dunning's log-likelihood ratio (1993) of two counts against a share; negative when it became rarer. */
export function logLikelihoodRatio(inWindow: number, inBaseline: number, share: number): number {
  const total = inWindow + inBaseline
  const term = (seen: number, expected: number): number => (seen === 0 || expected === 0 ? 0 : seen * Math.log(seen / expected))
  const ratio = 2 * (term(inWindow, total * share) + term(inBaseline, total * (1 - share)))
  return inWindow >= total * share ? ratio : -ratio
}
