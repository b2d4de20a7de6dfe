import type { JournalEvent } from '../domain/index.ts'
import { progressLine } from './progress-lines.ts'
import { createTally } from './tally.ts'
import type { Terminal } from './terminal.ts'
import { clip, wrap } from './wrap.ts'

/** What is going on, on stderr: live where that is a terminal, plain lines elsewhere, nothing when quiet. */
export interface Progress extends Disposable {
  /** A line that stays. */
  step(text: string): void
  /** What is being done just now. */
  doing(text: string): void
  event(event: JournalEvent): void
  /** Something that a person should know whatever comes of it. */
  notice(text: string): void
}

/** Where nothing can be drawn over, a line says so when nothing else was said for as long. */
const silenceMs = 8000
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

export function createProgress(terminal: Terminal, { quiet = false }: { quiet?: boolean | undefined } = {}): Progress {
  if (quiet) {
    const nothing = (): void => undefined
    return { step: nothing, doing: nothing, event: nothing, notice: nothing, [Symbol.dispose]: nothing }
  }
  const began = performance.now()
  let spokeAt = began
  let now = ''
  let frame = 0
  const said = new Set<string>()
  const tally = createTally()
  const seconds = (): string => `${Math.round((performance.now() - began) / 1000)} s`
  const erase = (): void => {
    if (terminal.live) terminal.draw('')
  }
  const say = (text: string): void => {
    erase()
    const lines = folded(text, terminal.noteWidth)
    // What is not indented begins something.
    terminal.note(lines.startsWith(' ') ? lines : terminal.stress(lines))
    spokeAt = performance.now()
  }
  const timer = setInterval(
    () => {
      const sofar = tally.text()
      const doing = `${frames[frame++ % frames.length]} ${seconds()} ${sofar === '' ? '' : `${sofar} · `}${now}`
      if (terminal.live) terminal.draw(clip(doing, terminal.noteWidth - 1))
      else if (performance.now() - spokeAt > silenceMs) say(`  still working after ${seconds()}${now ? `: ${now}` : ''}`)
    },
    terminal.live ? 120 : 1000
  )
  timer.unref()
  return {
    step(text) {
      now = text
      say(text)
    },
    doing(text) {
      now = text
    },
    event(event) {
      tally.note(event)
      const told = progressLine(event)
      const line = told && event.type === 'task-finished' ? { ...told, text: tally.task(event.task, event.findings) } : told
      if (!line) return
      now = line.text.trim()
      // A hypothesis that is proposed again is no news.
      if (line.stays && !(event.type === 'hypothesis-proposed' && said.has(line.text))) say(line.text)
      said.add(line.text)
    },
    notice(text) {
      erase()
      terminal.note(wrap(`Note: ${text}`, terminal.noteWidth, '  '))
      spokeAt = performance.now()
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      erase()
    }
  }
}

/** Two lines at most, with their indentation kept; what is longer is clipped. */
function folded(text: string, width: number): string {
  const indent = /^ */.exec(text)?.[0] ?? ''
  const [first = '', ...rest] = wrap(text, width - indent.length, '  ').split('\n')
  const second = rest.length === 0 ? [] : [`  ${clip(rest.join(' '), width - indent.length - 2)}`]
  return [first, ...second].map((line) => `${indent}${line.length > width ? clip(line, width - indent.length) : line}`).join('\n')
}
