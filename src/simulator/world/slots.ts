/** From when until when something is held; milliseconds. */
export interface Stay {
  readonly from: number
  readonly until: number
}

/** Calls `given` with every stay and its slot from 0, the lowest that is free when it begins: which worker, which connection. */
export function assignSlots<T extends Stay>(stays: readonly T[], given: (stay: T, slot: number) => void): void {
  /** By slot, until when it is taken. */
  const taken: number[] = []
  for (const stay of stays.toSorted((a, b) => a.from - b.from)) {
    let slot = 0
    for (let until = taken[slot]; until !== undefined && until > stay.from; until = taken[slot]) slot++
    taken[slot] = stay.until
    given(stay, slot)
  }
}
