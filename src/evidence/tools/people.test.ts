import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { groupsIn, journeyOf, themeOf } from '../language/people.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

describe('what a report is about', () => {
  it.each([
    ['I paid £42 and the money has gone but no permit', 'money taken'],
    ['Was charged twice for my renewal', 'money taken'],
    ['The site is completely down', 'down'],
    ['Keeps timing out at the last step', 'errors or time-outs'],
    ['Pages take ages, so slow today', 'slow'],
    ['I cannot log in to my account', 'cannot log in'],
    ['It is working again, thank you for fixing it', 'works again'],
    ['The letter shows someone else’s address', 'data wrong or lost'],
    ['I am unable to submit my form', 'cannot complete'],
    ['When is the tip open on Sunday?', 'other'],
    ['Lovely weather at the fair today', 'other']
  ])('%s', (text, theme) => {
    expect(themeOf(text.replaceAll('’', "'"))).toBe(theme)
  })

  it('shows groups by words that stand in the text', () => {
    const text = 'My mother is in a wheelchair and I care for her; we have no computer at home.'
    expect(groupsIn(text).map(({ group }) => group)).toEqual(['disabled people', 'carers', 'people without internet'])
    for (const { span } of groupsIn(text)) expect(text).toContain(span)
    expect(groupsIn('Our elderly parents group meets here').map(({ group }) => group)).not.toContain('parents and children')
    expect(groupsIn('Please publish the opening hours')).toEqual([])
  })

  it('knows the journey that the writer names', () => {
    expect(journeyOf('Payment page fails')).toBe('pay')
    expect(journeyOf('my blue badge renewal form')).toBe('apply or submit')
    expect(journeyOf('hello')).toBeNull()
  })
})

const ticket = (clock: string, n: number, customer: string, subject: string, description: string) => ({
  ticket_id: `T-${n}`,
  timestamp: at(clock),
  customer_name: customer,
  priority: 'High',
  subject,
  description,
  status: 'Open'
})

const files = {
  'alerts.json': JSON.stringify([
    {
      alert_id: 'A1',
      timestamp: at('09:02'),
      severity: 'warning',
      title: 'Queue growing',
      metric: 'queue_depth',
      status: 'acknowledged'
    },
    { alert_id: 'A2', timestamp: at('09:50'), severity: 'critical', title: 'Queue full', metric: 'queue_depth', status: 'open' },
    {
      alert_id: 'A3',
      timestamp: at('10:30'),
      severity: 'info',
      title: 'Queue recovered',
      metric: 'queue_depth',
      status: 'resolved'
    }
  ]),
  'tickets.json': JSON.stringify([
    ticket('09:20', 1, 'Ada Byron', 'Cannot submit', 'I am unable to submit my claim, it keeps timing out.'),
    ticket('09:25', 2, 'Ada Byron', 'Still failing', 'It still fails with an error. You should have restarted it by now.'),
    ticket('09:40', 3, 'Bo Diddley', 'Charged', 'I paid £12 but got no receipt. I am a carer with no computer.'),
    ticket('11:00', 4, 'Cy Young', 'Thanks', 'Works again, thank you for fixing it.')
  ]),
  'app.log': '2031-05-06 10:05:00.000 [ops] INFO  a.b.Admin - Worker queue-consumer was restarted by the operator'
}

describe('people and alerts', () => {
  it('are told in time, with what was done about them and when', async () => {
    await using incident = await madeIncident(files)
    const window = { from: at('09:00'), to: at('12:00') }
    const alerts = await incident.ask('alerts_timeline', { window })
    expect(alerts.facts).toMatchObject({
      alerts: 2,
      first_at: at('09:02'),
      first_status: 'acknowledged',
      minutes_to_first_report: 18,
      minutes_to_first_intervention: 63,
      unacted: 1
    })
    expect(rowsOf(alerts).map(({ minutes_to_action }) => minutes_to_action)).toEqual([63, 15, null])

    const reports = await incident.ask('reports_timeline', { window })
    expect(reports.facts).toMatchObject({ reports: 4, people: 3, tickets: 4, posts: 0, first_reference: 'T-1' })
    expect(rowsOf(reports)[2]).toMatchObject({
      theme: 'money taken',
      groups: 'carers ("carer"); people without internet ("no computer")'
    })

    // A complaint that wishes for a restart is no restart.
    expect((await incident.ask('interventions', { window })).facts).toEqual({
      interventions: 1,
      first_at: at('10:05'),
      first_kind: 'restart',
      next_after_at: null,
      next_after_kind: null,
      next_after_object: null
    })
    // What was done just after a window is told beside it.
    const before = { from: window.from, to: at('10:00') }
    expect(await incident.ask('interventions', { window: before })).toMatchObject({
      status: 'found',
      facts: { interventions: 0, next_after_at: at('10:05'), next_after_kind: 'restart' }
    })

    const impact = await incident.ask('impact', { window })
    expect(impact.facts).toMatchObject({
      people_reporting: 2,
      paid_without_result: 1,
      failed_attempts: null,
      first_harm_at: at('09:20')
    })
  })
})
