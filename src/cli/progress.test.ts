import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JournalEvent } from '../domain/index.ts'
import { createProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function terminalOf(live: boolean): { terminal: Terminal; notes: string[]; drawn: string[] } {
  const [notes, drawn]: [string[], string[]] = [[], []]
  const terminal: Terminal = {
    result: () => undefined,
    note: (text) => void notes.push(text),
    draw: (text) => void drawn.push(text),
    paint: (_, text) => text,
    live,
    width: 80
  }
  return { terminal, notes, drawn }
}

const finished: JournalEvent = { type: 'task-finished', task: 'T1', findings: 1 }

describe('progress', () => {
  it('writes plain lines where nothing can be drawn over, and says that it works when it has said nothing for long', () => {
    const { terminal, notes, drawn } = terminalOf(false)
    using progress = createProgress(terminal)
    progress.step('Reading ./incident')
    progress.event(finished)
    vi.advanceTimersByTime(5000)
    expect(notes).toEqual(['Reading ./incident', '  T1: 1 finding'])
    vi.advanceTimersByTime(5000)
    expect(notes.at(-1)).toMatch(/^ {2}still working after (9|10) s: T1: 1 finding$/)
    expect(drawn).toEqual([])
  })

  it('draws a live line on a terminal within two seconds, and leaves none behind', () => {
    const { terminal, drawn } = terminalOf(true)
    const progress = createProgress(terminal)
    progress.doing('read app.log')
    vi.advanceTimersByTime(2000)
    expect(drawn.at(-1)).toMatch(/2 s read app\.log$/)
    progress[Symbol.dispose]()
    expect(drawn.at(-1)).toBe('')
  })

  it('says nothing when it is to be quiet', () => {
    const { terminal, notes, drawn } = terminalOf(true)
    using progress = createProgress(terminal, { quiet: true })
    progress.step('Reading')
    progress.notice('a note')
    progress.event(finished)
    vi.advanceTimersByTime(20_000)
    expect([...notes, ...drawn]).toEqual([])
  })

  it('fits 80 columns', () => {
    const { terminal, notes } = terminalOf(false)
    using progress = createProgress(terminal)
    progress.step('x'.repeat(200))
    progress.notice('word '.repeat(60))
    expect(notes.flatMap((note) => note.split('\n')).every((line) => line.length <= 80)).toBe(true)
  })
})
