/** One line of a tasks.md: `- [ ] T004 [database] Which statements …? (FR-001, FR-003)`. */
export interface SpecTask {
  /** T001 … */
  readonly id: string
  readonly done: boolean
  /** A step of the work, the role of a specialist, or a team. */
  readonly label: string
  readonly text: string
  readonly requirements: readonly string[]
}

const line = /^[-*] \[([ xX])\] (T\d{3,}) \[([^\]]+)\] (.*?)\s*(?:\((FR-\d{3,}(?:, *FR-\d{3,})*)\))?\s*$/

/** The tasks of a tasks.md as it stands, in its order. Lines that are no task are left alone. */
export function readTasks(tasks: string): SpecTask[] {
  return tasks.split(/\r?\n/).flatMap((text) => {
    const [whole, mark, id, label, said, requirements] = line.exec(text) ?? []
    if (whole === undefined || id === undefined || label === undefined) return []
    return [{ id, done: mark !== ' ', label, text: said ?? '', requirements: requirements?.split(/, */) ?? [] }]
  })
}

/** The same text with one task ticked; unchanged when there is none with this id. */
export const tickTask = (tasks: string, id: string): string =>
  tasks
    .split('\n')
    .map((text) => (line.exec(text)?.[2] === id ? text.replace(/^([-*]) \[ \]/, '$1 [x]') : text))
    .join('\n')

/** `tasks.md`: sections of tasks, numbered through. */
export function tasksText(
  title: string,
  lead: string,
  sections: readonly { readonly title: string; readonly tasks: readonly Omit<SpecTask, 'id' | 'done'>[] }[]
): string {
  let number = 0
  const taskLine = ({ label, text, requirements }: Omit<SpecTask, 'id' | 'done'>): string => {
    const serves = requirements.length > 0 ? ` (${requirements.join(', ')})` : ''
    return `- [ ] T${String(++number).padStart(3, '0')} [${label}] ${text.replaceAll(/\s+/g, ' ').trim()}${serves}`
  }
  return `${[`# Tasks: ${title}`, lead, ...sections.flatMap((section) => [`## ${section.title}`, section.tasks.map(taskLine).join('\n')])].join('\n\n')}\n`
}
