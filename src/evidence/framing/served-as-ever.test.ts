import { describe, expect, it } from 'vitest'
import { epochMsOf } from '../../domain/index.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const minutes = 180
/** A dashboard says that work takes forty times as long in the third half hour after ten. */
const isBad = (minute: number): boolean => minute >= 100 && minute < 150

interface Served {
  readonly ms?: (minute: number, i: number) => number
  readonly status?: (minute: number) => number
  readonly comes?: (minute: number) => boolean
}

/** Four requests a minute of two operations, and what a summary (`p95_ms`) and a count of failures say of them. */
async function asked({ ms = () => 100, status = () => 200, comes = () => true }: Served, summary: string, quiet = 100) {
  const lines = Array.from({ length: minutes * 4 }, (_, i) => {
    const minute = Math.floor(i / 4)
    const path = i % 2 === 0 ? '/orders' : '/stock'
    const day = new Date(epochMsOf(at('10:00')) + i * 15_000).toISOString()
    return comes(minute) ? [`${day},${path},${status(minute)},${Math.round(ms(minute, i) * wobble(i))}`] : []
  }).flat()
  const metrics = metricsCsv('10:00', minutes, {
    [summary]: (minute) => (isBad(minute) ? 40 * quiet : quiet) * wobble(minute),
    error_percent: () => 0.2
  })
  await using incident = await madeIncident({
    'web.csv': ['time,path,status,duration_ms', ...lines].join('\n'),
    'numbers.csv': metrics
  })
  return (await incident.ask('frame')).facts
}

describe('single requests against a summary of them', () => {
  it('are served as ever where each operation takes and fails as in healthy time', async () => {
    expect(await asked({}, 'p95_ms')).toMatchObject({ abnormal: true, served_as_ever: true, served_runs: 200 })
  })

  it('are not where they wait, are turned away, or no longer come', async () => {
    expect(await asked({ ms: (minute) => (isBad(minute) ? 300 : 100) }, 'p95_ms')).not.toMatchObject({ served_as_ever: true })
    expect(await asked({ status: (minute) => (isBad(minute) ? 422 : 200) }, 'p95_ms')).toMatchObject({ served_as_ever: false })
    expect(await asked({ comes: (minute) => !isBad(minute) || minute % 5 === 0 }, 'p95_ms')).toMatchObject({
      served_as_ever: false
    })
  })

  it('are not where only a few of them wait', async () => {
    const few = (minute: number, i: number): number => (isBad(minute) && i % 25 === 0 ? 9000 : 100)
    expect(await asked({ ms: few }, 'p95_ms')).not.toMatchObject({ served_as_ever: true })
  })

  it('say nothing of what never measured the same, or is measured at the people themselves', async () => {
    expect(await asked({}, 'report_duration_ms', 9000)).toMatchObject({ abnormal: true, served_as_ever: null })
    expect(await asked({}, 'browser_p95_ms')).toMatchObject({ abnormal: true, served_as_ever: null })
  })
})
