import { type Continuity, formatValue, state, type Statement } from '../../domain/index.ts'
import { type Row, rowsIn } from '../../verdict/index.ts'
import type { Known } from '../known.ts'
import { notices } from './notices.ts'

const mostJourneys = 8
/** Fewer runs than this say nothing of a route. */
const leastRuns = 5

/** What people can still do when a part fails, and what they are told. */
export function continuityOf(known: Known): Continuity {
  const cause = known.verdict.rootCause
  return {
    journeys: journeysOf(known),
    parts: [
      ...(cause
        ? [
            {
              part: cause.component,
              citizensCan:
                'use every page that does not need it, once the measures keep it apart; what needs it is done by phone or in person',
              staffDo: 'throw the switch of its part, put up the notice, and record requests by hand with the time they were made'
            }
          ]
        : []),
      ...generalParts
    ],
    routes: [
      {
        route: 'phone',
        how: '[PHONE NUMBER], [OPENING HOURS]; staff have the form on paper and a read-only list of what is booked or due, copied each morning'
      },
      { route: 'in person', how: '[PLACES AND HOURS]; the same form on paper, with a receipt that carries the time' },
      { route: 'post', how: '[ADDRESS]; the date of posting counts' },
      {
        route: 'people who cannot use the phone or the web',
        how: 'Relay UK, British Sign Language video, an interpreter: [HOW TO ASK]; somebody they trust may act for them'
      }
    ],
    notices: notices(`[NAME OF THE SERVICE]`)
  }
}

const generalParts: Continuity['parts'] = [
  {
    part: 'the database, or writing to it',
    citizensCan: 'read pages that are kept as copies; leave what they send in the queue, with a reference',
    staffDo: 'take requests on paper with the time; enter them later, oldest first'
  },
  {
    part: 'search or the list of what is free',
    citizensCan: 'ask for a named place and date, or see the list as it was this morning, marked with its time',
    staffDo: 'answer from the copy; confirm within a day'
  },
  {
    part: 'payment',
    citizensCan: 'complete everything else and pay later; nothing is cancelled for it today',
    staffDo: 'mark as to be paid; never ask for card details by phone without the secure line'
  },
  {
    part: 'sign-in or identity checks',
    citizensCan: 'use what needs no account; prove who they are in person or by phone',
    staffDo: 'the usual questions of the contact centre, no fewer'
  },
  {
    part: 'all of the online service',
    citizensCan: 'phone, go in person or write; deadlines of the day move',
    staffDo: 'publish the moved deadline, call those with appointments today'
  }
]

/** What the access log tells of each route in the incident; nothing where it holds none. */
function journeysOf({ evidence }: Known): Continuity['journeys'] {
  const rows = rowsIn(evidence['operations']).filter(
    (row) => row.text('population') === 'requests' && (row.number('runs') ?? 0) >= leastRuns
  )
  return rows
    .sort((a, b) => (b.number('runs') ?? 0) - (a.number('runs') ?? 0))
    .slice(0, mostJourneys)
    .map((row) => ({
      journey: row.text('label') ?? row.text('operation') ?? '',
      inIncident: inIncident(row),
      whenItFails: whenItFails(row)
    }))
}

function inIncident(row: Row): Statement {
  const healthy = (row.number('baseline_runs') ?? 0) >= leastRuns && row.value('baseline_p95_ms') !== null
  return state(`{failed} of {runs} requests failed; p95 {p95}${healthy ? ' against {before} in healthy time' : ''}`, {
    failed: [row.cite('failed'), 'integer'],
    runs: [row.cite('runs'), 'integer'],
    p95: [row.cite('p95_ms'), 'ms'],
    ...(healthy ? { before: [row.cite('baseline_p95_ms'), 'ms'] } : {})
  })
}

/** Reading can be served from a copy; what is sent must be kept. */
function whenItFails(row: Row): string {
  const name = formatValue(row.value('operation'), 'text')
  if (/^(get|head)\b/i.test(name))
    return 'serve the last known answer with its time, or leave the part out; give the phone number'
  if (/pay/i.test(name)) return 'let people complete without paying and pay later; never take a payment that may be lost'
  if (/^(post|put|patch|delete)\b/i.test(name))
    return 'keep what was sent in a durable queue, give a reference, and say when an answer comes'
  return 'say what does not work and give the phone number'
}
