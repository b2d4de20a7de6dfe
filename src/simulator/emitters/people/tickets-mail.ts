import { mixSeed } from '../../../queueing/index.ts'
import type { Emitter } from '../emitter.ts'
import { type Ticket, ticketsOf } from './tickets-json.ts'

/** The service desk's mailbox as an mbox: what is not ASCII is quoted-printable, and a line that begins with "From " is quoted. */
export const ticketsMail: Emitter = (context) => {
  const { clock, world } = context
  const { domain } = world.organisation
  return {
    kind: 'lines',
    entries: ticketsOf(context).map(({ at, said: { author, text }, subject, priority, reference }) => {
      const [weekday = '', day, month, year, time] = clock.mail(at).replace(',', '').split(' ')
      const isPlain = /^[\x20-\x7e\n]*$/.test(text)
      const body = isPlain ? text.replaceAll(/^From /gm, '>From ') : quotedPrintable(text)
      const id = mixSeed(world.seed, `mail/${reference}`).toString(16)
      const lines = [
        `From ${author.email} ${weekday} ${month} ${day} ${time} ${year}`,
        `Received: from mail.${author.email.split('@')[1]} by mx1.${domain} with ESMTPS; ${clock.mail(at + 4000)}`,
        `From: ${encodedWord(author.name)} <${author.email}>`,
        `To: help@${domain}`,
        `Subject: ${encodedWord(subject)}`,
        `Date: ${clock.mail(at)}`,
        `Message-ID: <${id}.${reference.toLowerCase()}@${author.email.split('@')[1]}>`,
        ...(priority === 'High' ? ['X-Priority: 1 (Highest)'] : []),
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        `Content-Transfer-Encoding: ${isPlain ? '7bit' : 'quoted-printable'}`,
        '',
        body,
        '',
        author.name,
        author.phone,
        ''
      ]
      return { at, record: true, text: lines.join('\n') }
    })
  }
}

function bytesAsHex(text: string, keep: RegExp): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const letter = String.fromCharCode(byte)
      return keep.test(letter) ? letter : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

const quotedPrintable = (text: string): string => bytesAsHex(text, /[\x20-\x3c\x3e-\x7e\n]/)

function encodedWord(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?Q?${bytesAsHex(text, /[A-Za-z0-9]/)}?=`
}

/** The same tickets printed one under the other, labels before values. */
export const ticketsText: Emitter = (context) => ({
  kind: 'lines',
  entries: ticketsOf(context).map((ticket, index) => ({
    at: ticket.at,
    record: true,
    text: [...(index === 0 ? [] : ['----------', '']), ...block(ticket, context.clock.local(ticket.at).slice(0, 16)), ''].join(
      '\n'
    )
  }))
})

function block({ reference, said, subject, priority, category, status }: Ticket, opened: string): string[] {
  return [
    `Ticket: ${reference}`,
    `Opened: ${opened}`,
    `Reporter: ${said.author.name}`,
    `Email: ${said.author.email}`,
    `Priority: ${priority}`,
    `Category: ${category}`,
    `Status: ${status}`,
    `Subject: ${subject}`,
    'Description:',
    said.text
  ]
}
