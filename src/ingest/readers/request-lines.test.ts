import { describe, expect, it } from 'vitest'
import { itemsOf, readText } from '../testing/read-text.ts'

const layouts = [
  '10.0.0.7 - 07/Apr/2031:09:00:45 +0000 "GET /plan?to=9 HTTP/2.0" 200 512 rt=0.250 urt=0.249 cache=MISS ref="https://a.example/" ua="Mozilla/5.0 (X11)"',
  'time=2031-04-07T09:00:45Z client_ip=10.0.0.7 "GET /plan?to=9 HTTP/1.1" status=200 bytes=512 duration=250ms ua="Mozilla/5.0 (X11)" referer="https://a.example/"',
  '2031-04-07T09:00:45.000Z | 10.0.0.7 | "GET /plan?to=9 HTTP/1.1" | 200 | 512 | request_time=0.250 | "https://a.example/" | "Mozilla/5.0 (X11)"'
]

describe('an access log of somebody’s own layout', () => {
  it.each(layouts)('%s', (line) => {
    const text = Array.from({ length: 5 }, () => line).join('\n')
    expect(readText(text).source.format).toBe('request-lines')
    expect(itemsOf(text, 'requests')[0]?.record).toMatchObject({
      ts: '2031-04-07T09:00:45.000Z',
      client: '10.0.0.7',
      method: 'GET',
      target: '/plan?to=9',
      status: 200,
      bytes: 512,
      durationMs: 250,
      referrer: 'https://a.example/',
      userAgent: 'Mozilla/5.0 (X11)'
    })
  })

  it('tells how long a request took also where only the unit says so', () => {
    const line = '2031-04-07T09:00:45Z gate fe=a "POST /plan" 200 250ms q=0'
    expect(itemsOf(`${line}\n${line}`, 'requests')[0]?.record).toMatchObject({ status: 200, durationMs: 250 })
  })

  it('tells it also where it stands last without name or unit, and which of several servers answered', () => {
    const line = (server: string, ms: number): string =>
      `10.0.0.7 - - [07/Apr/2031:09:00:45 +0000] ${server} "GET /plan HTTP/1.1" 200 512 ${ms}`
    const text = [line('app-1', 40), line('app-2', 1250), line('app-1', 61), line('app-2', 3300)].join('\n')
    expect(itemsOf(text, 'requests').map(({ record }) => record)).toMatchObject([
      { durationMs: 40, bytes: 512, attributes: { server: 'app-1' } },
      { durationMs: 1250, attributes: { server: 'app-2' } },
      { durationMs: 61 },
      { durationMs: 3300 }
    ])
  })

  it('is none where lines only speak of a request', () => {
    const line = '2031-04-07 09:00:45 INFO handled "GET /plan" in 20 ms for user 7'
    expect(readText(`${line}\n${line}`).source.format).not.toBe('request-lines')
  })
})
