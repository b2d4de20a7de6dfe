import { describe, expect, it } from 'vitest'
import { epochMsOf } from '../../domain/index.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'
import { extentOf, frameOf } from './frame-of.ts'
import { departuresOf, type Signal } from './signal.ts'

const minute = 60_000
const start = epochMsOf(at('10:00'))
const between = (m: number, from: number, to: number): boolean => m >= from && m < to

/** Points a minute apart from 10:00, for three hours. */
function signal(part: Partial<Signal>, value: (m: number) => number, minutes = 180): Signal {
  const points = Array.from({ length: minutes }, (_, m) => ({ at: start + m * minute, value: value(m) }))
  return { name: 'p95', kind: 'latency', group: 'slowness', scale: 'ratio', stepMs: minute, points, ...part }
}

it('a wait that flutters up from nought all day is the trouble where it stands high, not where it flutters', () => {
  const flutters = (m: number): boolean => [7, 8, 33, 34, 61, 62, 171, 172].includes(m)
  const wait = signal({}, (m) => (between(m, 90, 130) ? 11_000 : flutters(m) ? 1200 : 20))
  expect(departuresOf(wait).map(({ from, to }) => [(from - start) / minute, (to - start) / minute])).toEqual([[90, 130]])
  const twice = signal({}, (m) => (between(m, 90, 130) ? 11_000 : between(m, 20, 35) ? 9000 : 20))
  expect(departuresOf(twice)).toHaveLength(2)
})

it('what ends trouble and makes all quicker than ever makes no trouble of the day before', () => {
  const eased = (before: number) => signal({}, (m) => (m >= 130 ? 30 : m >= 90 ? 9000 : before) * wobble(m))
  const minutes = (one: Signal) => departuresOf(one).map(({ from, to }) => [(from - start) / minute, (to - start) / minute])
  expect(minutes(eased(110))).toEqual([[90, 130]])
  // Where the time before is nearer to the worst than to the best, it was no better.
  expect(minutes(eased(3000))).toEqual([[0, 130]])
})

/** Latency and errors of a service in trouble where `bad` says so. */
function service(bad: (m: number) => boolean): Signal[] {
  return [
    signal({}, (m) => 120 * wobble(m) * (bad(m) ? 9 : 1)),
    signal(
      { name: 'errors', kind: 'errors', group: 'failure', scale: 'percent', absolute: true },
      (m) => 0.4 * wobble(m) + (bad(m) ? 18 : 0)
    )
  ]
}

interface Minutes {
  readonly from: number
  readonly to: number
}

/** The frame in minutes since 10:00. */
function framed(signals: readonly Signal[], asked: Minutes | null = null, stated: Minutes | null = null) {
  const departures = signals.flatMap(departuresOf)
  const span = (of: Minutes | null) => of && { from: start + of.from * minute, to: start + of.to * minute }
  const frame = frameOf(departures, extentOf(signals, departures), span(asked), span(stated))
  const minutes = (of: Minutes | null) => of && [(of.from - start) / minute, (of.to - start) / minute]
  return (
    frame && { window: minutes(frame.window), baseline: minutes(frame.baseline), abnormal: frame.abnormal, basis: frame.basis }
  )
}

describe('a frame', () => {
  it('is the trouble, with the healthy time before it', () => {
    expect(framed(service((m) => between(m, 60, 100)))).toMatchObject({ window: [60, 100], baseline: [0, 60], abnormal: true })
  })

  it('compares with the time after when the materials begin in the trouble', () => {
    expect(framed(service((m) => m < 110))).toMatchObject({ window: [0, 110], baseline: [110, 180] })
  })

  it('says that there is no healthy time when there is none', () => {
    expect(framed(service(() => true))).toMatchObject({ baseline: null, abnormal: true })
  })

  it('reaches to the end of the materials when nothing recovers', () => {
    expect(framed(service((m) => m >= 120))).toMatchObject({ window: [120, 180], baseline: [0, 115] })
  })

  it('is the graver of two troubles, with a baseline that touches neither', () => {
    expect(framed(service((m) => between(m, 20, 26) || between(m, 90, 150)))).toMatchObject({
      window: [90, 150],
      baseline: [26, 90]
    })
  })

  it('is the trouble that the brief points to, even if another is graver', () => {
    const signals = service((m) => between(m, 20, 26) || between(m, 90, 150))
    expect(framed(signals, null, { from: 15, to: 30 })).toMatchObject({ window: [20, 26], abnormal: true })
    expect(framed(signals, null, { from: 160, to: 175 })?.basis).toContain('the brief states another window')
  })

  it('finds nothing abnormal on a healthy morning with a rising load', () => {
    const rising = [
      signal({}, (m) => (90 + m / 4) * wobble(m)),
      signal({ name: 'errors', kind: 'errors', group: 'failure', scale: 'percent', absolute: true }, (m) => 0.3 * wobble(m, 0.8))
    ]
    expect(framed(rising)).toMatchObject({ abnormal: false, baseline: null })
    expect(framed(rising, null, { from: 30, to: 60 })).toMatchObject({ window: [30, 60], abnormal: false })
  })

  it('begins with the first alert where nothing is measured, and has nothing to compare with', () => {
    const notices = (
      [
        [0, 'alert'],
        [18, 'report'],
        [30, 'report']
      ] as const
    ).map(([m, group]) => {
      const from = start + m * minute
      return { signal: group, kind: group, group, from, to: from + 15 * minute, strength: 1, plainFrom: null, returned: true }
    })
    const frame = frameOf(notices, extentOf([], notices), null, null)
    expect(frame).toMatchObject({ window: { from: start, to: start + 45 * minute }, baseline: null, abnormal: true })
  })

  it('goes back to where harm departed when only an alert comes late to confirm it', () => {
    const errors = { name: 'errors', kind: 'errors', group: 'failure', scale: 'percent', absolute: true } as const
    const failing = [signal(errors, (m) => (between(m, 60, 140) ? 6 : 0.2 * wobble(m, 0.8)))].flatMap(departuresOf)
    const from = start + 95 * minute
    const alert = {
      signal: 'alert',
      kind: 'alert',
      group: 'alert',
      from,
      to: from + 15 * minute,
      strength: 1,
      plainFrom: null,
      returned: true
    } as const
    const frame = frameOf([...failing, alert], { from: start, to: start + 200 * minute }, null, null)
    expect(frame?.window.from).toBe(start + 60 * minute)
  })

  it('is not shaken by one odd point', () => {
    expect(framed(service((m) => m === 77))).toMatchObject({ abnormal: false })
  })

  it('is what the user asks for, and says whether signals depart in it', () => {
    const signals = service((m) => between(m, 60, 100))
    expect(framed(signals, { from: 120, to: 150 })).toMatchObject({ window: [120, 150], abnormal: false })
    expect(framed(signals, { from: 70, to: 90 })).toMatchObject({ window: [70, 90], baseline: [0, 60], abnormal: true })
  })

  it('begins where a slow ramp leaves the noise, not where it peaks', () => {
    const ramp = signal({}, (m) => 100 * wobble(m, 0.05) * Math.exp(Math.max(0, m - 60) / 30))
    const [from = 0] = framed([ramp])?.window ?? []
    expect(from).toBeGreaterThanOrEqual(80)
    expect(from).toBeLessThanOrEqual(95)
  })
})

describe('a departure', () => {
  const since = (one: Signal): number[] => departuresOf(one).map(({ from }) => (from - start) / minute)

  it('is no flutter that leads up to it', () => {
    const fluttering = (m: number): number =>
      between(m, 120, 160) ? 2000 : m > 90 && m < 120 && m % 4 === 0 ? 400 : 100 * wobble(m)
    expect(since(signal({}, fluttering))).toEqual([120])
  })

  it('is told from a quantile that jumps between two levels on any day, also where all that waits gives up after the same time', () => {
    const jumping = (m: number): number => (between(m, 120, 160) ? 30_000 : m % 3 === 0 ? 100 : 3000)
    expect(since(signal({}, jumping))).toEqual([120])
  })
})

describe('the tool frame', () => {
  it('does not begin at midnight because a table of days shows the day', async () => {
    const minutes = metricsCsv('08:00', 120, { errors: (minute) => (minute >= 60 ? 40 : 0) })
    const days = ['day,rejected_errors', ...[1, 2, 3, 4, 5, 6, 7].map((day) => `2031-05-0${day},${day === 6 ? 2000 : 3}`)].join(
      '\n'
    )
    await using incident = await madeIncident({ 'minutes.csv': minutes, 'days.csv': days })
    const { facts } = await incident.ask('frame')
    expect(String(facts['window_from']) > at('08:50')).toBe(true)
  })

  it('reads measured series', async () => {
    const csv = metricsCsv('10:00', 120, {
      latency_p95_ms: (m) => 120 * wobble(m) * (between(m, 60, 90) ? 12 : 1),
      error_percent: (m) => 0.4 + (between(m, 62, 90) ? 12 : 0)
    })
    await using incident = await madeIncident({ 'numbers.csv': csv })
    const { facts, rows } = await incident.ask('frame')
    expect(facts).toMatchObject({
      window_from: at('11:00'),
      window_to: at('11:30'),
      baseline_from: at('10:00'),
      healthy_minutes: 60
    })
    expect(rows.map(([, kind]) => kind)).toEqual(['latency', 'errors'])
  })

  it('takes no time in which work failed at once for a good one', async () => {
    const csv = metricsCsv('10:00', 180, {
      call_mean_ms: (m) => (between(m, 90, 150) ? 40 : 400) * wobble(m),
      error_percent: (m) => (between(m, 90, 150) ? 60 : 0.2)
    })
    await using incident = await madeIncident({ 'numbers.csv': csv })
    const { facts, rows } = await incident.ask('frame')
    expect(facts).toMatchObject({ window_from: at('11:30'), window_to: at('12:30'), baseline_from: at('10:00') })
    expect(rows.map(([, kind]) => kind)).toEqual(['errors'])
  })

  it('reads a log alone', async () => {
    const lines = Array.from({ length: 180 }, (_, m) => {
      const time = new Date(start + m * minute).toISOString().replace('T', ' ').replace('Z', '')
      const usual = `${time} [worker-1] INFO  c.e.permits.Renewal - Renewed permit ${m * 37}`
      const wrong = `${time} [worker-1] ERROR c.e.permits.Renewal - Could not renew permit ${m * 37}: upstream said 502`
      return between(m, 90, 130) ? [usual, wrong, wrong].join('\n') : usual
    })
    await using incident = await madeIncident({ 'worker.log': lines.join('\n') })
    const { facts } = await incident.ask('frame')
    expect(facts['abnormal']).toBe(true)
    expect(Math.abs(epochMsOf(String(facts['window_from'])) - epochMsOf(at('11:30')))).toBeLessThan(5 * minute)
  })

  it('takes no failure that stands alone for trouble, however few ask meanwhile', async () => {
    const abnormal = async (failing: (i: number) => boolean) => {
      const lines = Array.from({ length: 400 }, (_, i) => {
        const time = new Date(start + (i < 60 ? i * 10 : 540 + i) * minute).toISOString()
        const day = `${time.slice(8, 10)}/May/${time.slice(0, 4)}:${time.slice(11, 19)} +0000`
        return `198.51.100.${i % 250} - - [${day}] "GET /permits/${i} HTTP/1.1" ${failing(i) ? 500 : 200} 512 "-" "Mozilla/5.0" ${40 + (i % 9)}ms`
      })
      await using incident = await madeIncident({ 'access.log': lines.join('\n') })
      return (await incident.ask('frame')).facts['abnormal']
    }
    expect(await abnormal((i) => i === 31 || i === 200)).toBe(false)
    expect(await abnormal((i) => i >= 200 && i < 230)).toBe(true)
  })

  it('has nothing to frame where nothing has a time', async () => {
    await using incident = await madeIncident({ 'notes.txt': 'the portal was slow\nnobody knows why\n' })
    const { status, facts } = await incident.ask('frame')
    expect([status, facts['window_from']]).toEqual(['no_data', null])
  })
})

it('is not drawn by what is asked for: a crawler of quick pages after the trouble makes the time before it no worse', async () => {
  const start = epochMsOf(at('08:00'))
  const line = (ms: number, path: string, took: number): { ms: number; text: string } => {
    const time = new Date(start + ms).toISOString()
    const day = `${time.slice(8, 10)}/May/${time.slice(0, 4)}:${time.slice(11, 19)} +0000`
    return {
      ms,
      text: `198.51.100.${((ms / 1000) % 250) | 0} - - [${day}] "GET ${path} HTTP/1.1" 200 512 "-" "Mozilla/5.0" ${took}ms`
    }
  }
  const isBad = (ms: number): boolean => ms >= 4_800_000 && ms < 6_600_000
  const paid = Array.from({ length: 1800 }, (_, i) => line(i * 6000, '/pay', isBad(i * 6000) ? 20_000 : 700 + ((i * 37) % 90)))
  const pages = Array.from({ length: 5400 }, (_, i) => line(i * 2000 + 300, '/shop', 60 + ((i * 13) % 20)))
  const crawled = Array.from({ length: 12_000 }, (_, i) => line(6_600_000 + i * 350, `/archive/${i}`, 12))
  const log = [...paid, ...pages, ...crawled].sort((a, b) => a.ms - b.ms).map(({ text }) => text)
  await using incident = await madeIncident({ 'access.log': log.join('\n') })
  const { facts } = await incident.ask('frame', {})
  expect(facts).toMatchObject({ window_from: at('09:20'), baseline_from: at('08:00') })
})
