import TinyQueue from 'tinyqueue'

/** From when until when something is held; milliseconds. */
export interface Stay {
  readonly from: number
  readonly until: number
}

/** Gives every stay a slot number from 0, the lowest that is free when it begins: which worker, which connection. */
export function assignSlots<T extends Stay>(stays: readonly T[]): Map<T, number> {
  const slots = new Map<T, number>()
  const free = new TinyQueue<number>()
  const leaving = new TinyQueue<{ until: number; slot: number }>([], (a, b) => a.until - b.until)
  let used = 0
  for (const stay of stays.toSorted((a, b) => a.from - b.from)) {
    for (let first = leaving.peek(); first !== undefined && first.until <= stay.from; first = leaving.peek()) {
      leaving.pop()
      free.push(first.slot)
    }
    const slot = free.pop() ?? used++
    slots.set(stay, slot)
    leaving.push({ until: stay.until, slot })
  }
  return slots
}
