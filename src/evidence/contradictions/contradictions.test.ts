import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { weekdayClaims } from '../language/dates.ts'
import { madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

describe('a weekday', () => {
  it.each([
    ['Monday, 5th May 2031', 'Monday', ['Monday']],
    ['on Tuesday 5 May 2031', 'Tuesday', ['Monday']],
    ['Wed, May 7th, 2031', 'Wednesday', ['Wednesday']],
    ['2031-05-06 (Friday)', 'Friday', ['Tuesday']],
    ['Thursday the 8th of May', 'Thursday', ['Thursday']]
  ])('%s', (text, stated, possible) => {
    expect(weekdayClaims(text, 2031)).toMatchObject([{ stated, possible }])
  })

  it('allows both readings of a date whose day and month may be swapped', () => {
    expect(weekdayClaims('Friday 04/07/2031', 2031)[0]?.possible).toEqual(['Friday', 'Monday'])
  })

  it.each(['sat on 5 May 2031 for an exam', '30 February 2031 was a Monday', 'Monday at 10', 'month 5 May'])(
    'is not read into "%s"',
    (text) => {
      expect(
        weekdayClaims(text, 2031).filter(({ stated, possible }) => !possible.includes(stated) && stated !== 'Saturday')
      ).toEqual([])
    }
  )
})

const series = metricsCsv('10:00', 120, {
  worker_pool_waiting: (m) => (m > 40 ? m - 40 : 0),
  latency_p95_ms: (m) => 200 * wobble(m) + (m > 40 ? 40 * (m - 40) : 0),
  error_rate_percent: (m) => (m > 60 ? 30 : 0.5),
  cpu_percent: (m) => 30 * wobble(m)
})

function brief(date: string, times: readonly string[], peak: string): string {
  return [
    '# Claims portal incident',
    '',
    `**Incident date:** ${date}`,
    '**Service:** claims portal',
    '**Impact:** claims could not be filed',
    '',
    '## Timeline',
    ...times.map((time) => `- **${time.slice(0, 5)}** - ${time.slice(6)}`),
    '',
    '| Metric | Normal | Peak |',
    '|---|---|---|',
    `| Error rate | 0.5% | ${peak} |`
  ].join('\n')
}

describe('contradictions', () => {
  it('are found between brief, logs and series, each with both places', async () => {
    await using incident = await madeIncident({
      'README.md': brief('Monday, 6 May 2031', ['11:30 Worker pool exhausted', '11:01 Error rate reaches 30%'], '45%'),
      'series.csv': series,
      'app.log': '2031-05-06 11:30:00.000 [main] WARN  a.b.Pool - pool busy: 12 requests waiting'
    })
    const evidence = await incident.ask('contradictions')
    const rows = rowsOf(evidence)
    expect(rows.map(({ kind, first_value, second_value }) => [kind, first_value, second_value])).toEqual([
      ['weekday', 'Monday', 'Tuesday'],
      ['time', '2031-05-06T11:30:00.000Z', '2031-05-06T10:41:00.000Z'],
      ['value', 45, 30],
      ['count', 12, 50]
    ])
    for (const { first_source, first_line } of rows)
      expect([typeof first_source, typeof first_line]).toEqual(['string', 'number'])
  })

  it('are not seen where brief, logs and series agree', async () => {
    await using incident = await madeIncident({
      'README.md': brief('Tuesday, 6 May 2031', ['10:41 Worker pool exhausted', '11:01 Error rate reaches 30%'], '30%'),
      'series.csv': series,
      'app.log': '2031-05-06 11:30:00.000 [main] WARN  a.b.Pool - pool busy: 50 requests waiting, error rate: 30%'
    })
    expect((await incident.ask('contradictions')).facts).toEqual({ contradictions: 0 })
  })
})
