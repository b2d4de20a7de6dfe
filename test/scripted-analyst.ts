import type { ReceivedRequest, Step } from '../src/testing/index.ts'

export type Asked = Pick<ReceivedRequest, 'body'>

/** What one role answers in place of the honest analyst; undefined leaves it to that. */
export type Override = (asked: {
  readonly role: Role
  readonly text: string
  readonly results: readonly string[]
}) => Step | undefined

export type Role =
  | 'planner'
  | 'specialist'
  | 'theorist'
  | 'sceptic'
  | 'verifier'
  | 'designer'
  | 'strengthener'
  | 'monitoring'
  | 'other'

const marks: readonly (readonly [Role, string])[] = [
  ['planner', 'You plan an inquest'],
  ['specialist', 'You are a specialist in an inquest'],
  ['theorist', 'you form explanations'],
  ['sceptic', 'You are the sceptic'],
  ['verifier', 'You check the explanations'],
  ['designer', 'From a verdict you design'],
  ['strengthener', 'You set protective measures'],
  ['monitoring', 'You propose detectors']
]

export const handIn = (answer: object): Step => ({ toolCalls: [{ name: 'hand_in', arguments: answer }] })

/** Who speaks, by the instructions that it was given. */
export const roleIn = (body: Asked['body']): Role =>
  marks.find(([, mark]) => String(body.messages[0]?.content).includes(mark))?.[0] ?? 'other'

/** A model that plays every role from its requests alone, as a person at a chat window would. */
export function analyst({ body }: Asked, override: Override = () => undefined): Step {
  const text = body.messages.map(({ content }) => String(content)).join('\n')
  const results = body.messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content))
  const role = roleIn(body)
  return override({ role, text, results }) ?? honest(role, text, results)
}

function honest(role: Role, text: string, results: readonly string[]): Step {
  const id = evidenceIn(text)
  switch (role) {
    case 'planner':
      return text.includes('This is round 1')
        ? handIn(planOf(['database']))
        : handIn({ ...planOf([]), rationale: 'Nothing is open.' })
    case 'specialist':
      if (results.length === 0) return { toolCalls: [{ name: 'operations', arguments: { population: 'statements' } }] }
      return handIn({ findings: [{ topic: 'cost', role: 'cause', statement: dearest(evidenceIn(results.join('\n'))) }] })
    case 'theorist':
      return handIn({ hypotheses: [dearStatement(text)] })
    case 'sceptic':
      return handIn({ findings: [], rivals: [] })
    case 'monitoring':
      return handIn({ detectors: detectorsFor(text) })
    case 'verifier':
      return handIn({ objections: [] })
    case 'strengthener':
      return handIn({ measures: [] })
    default:
      return handIn({
        remedies: [
          {
            class: 'fix-cause',
            horizon: 'durable',
            action: `make the statement read less [${id}]`,
            why: `it is what became dear [${id}]`
          }
        ]
      })
  }
}

export function planOf(roles: readonly string[], more: object = {}): object {
  const task = {
    question: 'Which operation became dear?',
    sources: [],
    tellsCauseFromSymptom: 'unit cost against its baseline',
    instructions: 'Measure operations against the baseline.',
    ...more
  }
  return { tasks: roles.map((role) => ({ role, ...task })), rivalsToRuleOut: ['demand'], rationale: 'Cost is told from demand.' }
}

export function dearStatement(text: string, more: object = {}): object {
  const id = evidenceIn(text)
  const operation = /top_operation(?: = |=)([^;}\n]+)/.exec(text)?.[1] ?? null
  return {
    category: 'inefficient-query',
    component: 'the dearest statement',
    subject: { population: 'statements', operation },
    statement: dearest(id),
    mechanism: `one statement does more work than the rest ({${id}:top_operation})`,
    ...more
  }
}

/** The evidence of `operations` in a text, or the first that is not of an example. */
export function evidenceIn(text: string): string {
  const [wanted] = /ev_[0-9a-f]{12}(?=:top_operation| operations)/.exec(text) ?? []
  return wanted ?? /ev_(?!0123|ba98)[0-9a-f]{12}/.exec(text)?.[0] ?? 'ev_none'
}

const dearest = (evidence: string): string => `{${evidence}:top_operation} takes most of the time`

/** At first a detector that healthy time fires too, then the dearest statement's time. */
function detectorsFor(text: string): object[] {
  const [, operation = ''] = /operation "([^"]+)" \(statements\)/.exec(text) ?? []
  const common = { stage: 'cause', watch: 'operation', name: operation, population: 'statements', tell: 'database on-call' }
  const told = { firstAction: 'look at its plan', misses: 'other statements' }
  return text.includes('None yet.')
    ? [{ ...common, ...told, title: 'Statements run at all', measure: 'per-minute', threshold: 0.01 }]
    : [{ ...common, ...told, title: 'The model’s dear statement', measure: 'mean-ms' }]
}
