/** Something that will happen and can be called off. */
export interface Appointment {
  cancel(): void
}

/** Who keeps appointments in order of their time, and wants to know when one is called off. */
export interface Diary {
  calledOff(): void
}

/**
 * An appointment in a diary's queue. A class, because there is one for every event and every piece of work: its method is
 * shared. One for all diaries, so that all queues are sorted by the one comparison below, which the engine then inlines.
 */
export class Entry implements Appointment {
  /** In the diary's own time. */
  readonly due: number
  readonly order: number
  /** Null: it happened or was called off. */
  act: (() => void) | null
  readonly #diary: Diary

  constructor(due: number, order: number, act: () => void, diary: Diary) {
    this.due = due
    this.order = order
    this.act = act
    this.#diary = diary
  }

  cancel(): void {
    if (this.act === null) return
    this.act = null
    this.#diary.calledOff()
  }
}

/** Those due at the same time come in the order they were made. */
export const sooner = (a: Entry, b: Entry): number => a.due - b.due || a.order - b.order
