/** A time in which a rule fired: first and last evaluation (indices of the grid), and since when it was pending. */
export interface Firing {
  readonly pending: number
  readonly first: number
  readonly last: number
}

/**
 * When a rule fires, by the semantics of Prometheus: the condition becomes pending at the first evaluation at which it is
 * true, and fires at the first at which it has been true throughout for `forSteps` intervals. One false evaluation ends both.
 */
export function firingsOf(truth: readonly boolean[], forSteps: number): Firing[] {
  const firings: Firing[] = []
  let pending = -1
  for (let i = 0; i <= truth.length; i++) {
    if (truth[i]) {
      if (pending < 0) pending = i
      continue
    }
    if (pending >= 0 && i - 1 - pending >= forSteps) firings.push({ pending, first: pending + forSteps, last: i - 1 })
    pending = -1
  }
  return firings
}

/** `for` in whole evaluations: it cannot end between two. */
export function forStepsOf(forSeconds: number, everySeconds: number): number {
  return Math.ceil(forSeconds / everySeconds)
}
