import type { Finding, JournalEvent, Task } from '../domain/index.ts'

/** What a run has come to so far, for those who watch it on a terminal. */
export interface Tally {
  note(event: JournalEvent): void
  /** `3 at work, 46 findings, 117 questions, 12,300 tokens`; empty before anything has happened. */
  text(): string
  /** A finished task in a line: who it was, and the finding of it that weighs most. */
  task(id: string, findings: number): string
}

export function createTally(): Tally {
  const tasks = new Map<string, Task>()
  const findings: Finding[] = []
  let [working, questions, tokens] = [0, 0, 0]
  return {
    note(event) {
      if (event.type === 'task-started') tasks.set(event.task.id, event.task)
      if (event.type === 'task-started') working += 1
      if ((event.type === 'task-finished' || event.type === 'task-failed') && tasks.has(event.task)) working -= 1
      if (event.type === 'finding-made') findings.push(event.finding)
      if (event.type === 'tool-called' && !event.reused) questions += 1
      if (event.type === 'model-called') tokens += event.inputTokens + event.outputTokens
    },
    text() {
      const counts: [number, string][] = [
        [working, 'at work'],
        [findings.length, findings.length === 1 ? 'finding' : 'findings'],
        [questions, questions === 1 ? 'question' : 'questions'],
        [tokens, 'tokens']
      ]
      return counts.flatMap(([count, what]) => (count > 0 ? [`${count.toLocaleString('en-GB')} ${what}`] : [])).join(', ')
    },
    task(id, count) {
      const own = findings.filter(({ task }) => task === id)
      const heaviest = own.find(({ role }) => role === 'cause') ?? own[0]
      const who = tasks.get(id)?.role
      const counted = `${count} finding${count === 1 ? '' : 's'}`
      return `  ${who ? `${id} ${who}` : id}: ${counted}${heaviest ? `; ${heaviest.statement.text}` : ''}`
    }
  }
}
