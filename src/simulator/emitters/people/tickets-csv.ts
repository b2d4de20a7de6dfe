import { csvCell } from '../table.ts'
import type { Emitter } from '../emitter.ts'
import { ticketsOf } from './tickets-json.ts'

/** The service desk's export as a spreadsheet. */
export const ticketsCsv: Emitter = (context) => ({
  kind: 'lines',
  entries: [
    { at: null, record: false, text: 'ticket,created,name,email,phone,priority,category,subject,description,status' },
    ...ticketsOf(context).map(({ reference, at, said, priority, category, subject, status }) => ({
      at,
      record: true,
      text: [
        reference,
        context.clock.local(at).slice(0, 19),
        said.author.name,
        said.author.email,
        said.author.phone,
        priority,
        category,
        subject,
        said.text,
        status
      ]
        .map((cell) => csvCell(cell))
        .join(',')
    }))
  ]
})
