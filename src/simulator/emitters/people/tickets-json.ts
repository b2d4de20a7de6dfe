import { type Said, whatWasSaid } from '../../people/said.ts'
import type { EmitContext, Emitter } from '../emitter.ts'

export interface Ticket {
  readonly reference: string
  readonly at: number
  readonly said: Said
  readonly priority: string
  readonly category: string
  readonly subject: string
  readonly status: string
}

const subjects: Record<Said['theme'], readonly string[]> = {
  slow: ['Website very slow', 'Page not loading', 'Takes forever', 'Online form hangs'],
  error: ['Error message', 'Cannot complete online', 'Something went wrong', 'Timed out again'],
  access: ['Accessibility', 'Need help to do this', 'Cannot use the website'],
  paid: ['Payment taken, no confirmation', 'Charged twice?'],
  relief: ['Working now'],
  official: ['Notice'],
  'wrong-cause': ['Technical problem with your site', 'I know what is wrong'],
  unrelated: ['General enquiry', 'Question', 'Complaint']
}
const categories: Partial<Record<Said['theme'], string>> = {
  access: 'Accessibility',
  paid: 'Payments',
  unrelated: 'General',
  relief: 'Feedback'
}

/** The service desk's tickets in order of time. */
export function ticketsOf({ world, random }: EmitContext): Ticket[] {
  return whatWasSaid(world, 'tickets').map((said, index) => ({
    reference: `${world.organisation.name.slice(0, 2).toUpperCase()}-${String(48_210 + index * 3 + random.integer(0, 2))}`,
    at: said.at,
    said,
    priority: said.theme === 'paid' || said.theme === 'access' ? 'High' : random.pick(['Low', 'Medium', 'Medium', 'High']),
    category: categories[said.theme] ?? 'Website',
    subject: random.pick(subjects[said.theme]),
    status: said.theme === 'relief' ? 'Closed' : random.pick(['Open', 'Open', 'In progress', 'Escalated'])
  }))
}

export const ticketsJson: Emitter = (context) => {
  const { clock, world } = context
  const document = ticketsOf(context).map(({ reference, at, said, priority, category, subject, status }) => ({
    reference,
    created_at: clock.iso(at).replace(/\.\d+/, ''),
    customer_name: said.author.name,
    email: said.author.email,
    phone: said.author.phone,
    postcode: said.author.postcode,
    channel: said.at % 3 < 2 ? 'web form' : 'telephone',
    priority,
    category,
    subject,
    description: said.text,
    status,
    team: `${world.scenario.service.title} support`
  }))
  return { kind: 'document', text: `${JSON.stringify(document, null, 2)}\n`, records: document.length }
}
