import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type JournalEvent, state, type Task } from '../domain/index.ts'
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
    stress: (text) => text,
    live,
    width: 80,
    noteWidth: 80
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

  it('tells what a task found, and counts what was found so far', () => {
    const { terminal, notes, drawn } = terminalOf(true)
    using progress = createProgress(terminal)
    const words = { question: '', tellsCauseFromSymptom: '', instructions: '' }
    const task: Task = { id: 'T1', role: 'database', sources: [], ...words }
    const statement = state('a search took long')
    progress.event({ type: 'task-started', task })
    progress.event({
      type: 'finding-made',
      finding: { id: 'F1', by: 'database', task: 'T1', topic: 'slow', role: 'cause', statement, subject: null, window: null }
    })
    vi.advanceTimersByTime(200)
    expect(drawn.at(-1)).toContain('1 at work, 1 finding')
    progress.event(finished)
    expect(notes).toEqual(['  T1 database: 1 finding; a search took long'])
    vi.advanceTimersByTime(200)
    expect(drawn.at(-1)).not.toContain('at work')
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
    progress.step(`  ${'word '.repeat(60)}`)
    expect(notes.at(-1)).toMatch(/^ {2}word.*word\n {4}word.*…$/)
    progress.notice('word '.repeat(60))
    expect(notes.flatMap((note) => note.split('\n')).every((line) => line.length <= 80)).toBe(true)
  })
})
