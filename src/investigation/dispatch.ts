import PQueue from 'p-queue'

export type Outcome<R> = { readonly ok: true; readonly value: R } | { readonly ok: false; readonly thrown: unknown }

/**
 * Works on items side by side, and settles them one by one in the order given, whatever finished first: so two runs on
 * the same materials tell the same story. When settling throws (an abort), what has not begun does not begin, what runs
 * is waited for, and the error goes on.
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<R>,
  settle: (item: T, outcome: Outcome<R>) => void
): Promise<void> {
  const queue = new PQueue({ concurrency })
  const outcomes = items.map((item) =>
    queue.add(async (): Promise<Outcome<R>> => {
      try {
        return { ok: true, value: await work(item) }
      } catch (thrown) {
        return { ok: false, thrown }
      }
    })
  )
  try {
    for (const [index, item] of items.entries()) {
      const outcome = await outcomes[index]
      if (outcome) settle(item, outcome)
    }
  } catch (error) {
    queue.clear()
    await queue.onIdle()
    throw error
  }
}
