/** How many attempts beyond the first a kind of client has left. */
export interface RetryBudget {
  /** A first attempt was made: it earns a share of a repetition. */
  earn(): void
  /** True when a repetition may be made, which it then counts as. */
  spend(): boolean
}

/** Repetitions that are allowed before any first attempt has earned one, and the most that can be saved up. */
const reserve = 10

/**
 * A token bucket on repetitions: at most `share` of the first attempts are repeated in the long run, however many fail
 * (Beyer et al., The Site Reliability Workbook, 2018, on per-client retry budgets). No share: no limit.
 */
export function createRetryBudget(share: number | undefined): RetryBudget {
  let tokens = reserve
  return {
    earn: () => {
      if (share !== undefined) tokens = Math.min(reserve, tokens + share)
    },
    spend: () => {
      if (share === undefined) return true
      if (tokens < 1) return false
      tokens--
      return true
    }
  }
}
