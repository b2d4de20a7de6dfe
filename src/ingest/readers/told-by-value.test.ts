import { describe, expect, it } from 'vitest'
import { itemsOf } from '../testing/read-text.ts'

describe('requests', () => {
  it('of HAProxy have what headers it captured, each told by its value', () => {
    const line = (headers: string) =>
      `Apr  7 09:00:46 lb haproxy[14389]: 10.0.1.2:33317 [07/Apr/2031:09:00:45.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 3/7 {${headers}} "GET /index.html HTTP/1.1"`
    expect(itemsOf(line('Mozilla/5.0 (X11) Firefox/140.0|https://www.example.org/a'), 'requests')[0]?.record).toMatchObject({
      client: '10.0.1.2',
      userAgent: 'Mozilla/5.0 (X11) Firefox/140.0',
      referrer: 'https://www.example.org/a'
    })
    expect(itemsOf(line('203.0.113.9|-|curl/8.5'), 'requests')[0]?.record).toMatchObject({
      client: '203.0.113.9',
      userAgent: 'curl/8.5',
      referrer: null
    })
  })

  it('of a web server before a cache have its word, whatever column that stands in', () => {
    const line = (word: string) =>
      `198.51.100.7 - - [07/Apr/2031:09:00:45 +0000] "GET /a HTTP/1.1" 200 512 "-" "curl/8.5" ${word} 0.004512`
    const text = ['hit', 'miss', 'hit', 'hit'].map(line).join('\n')
    expect(itemsOf(text, 'requests').map(({ record }) => record.attributes['cache'])).toEqual(['hit', 'miss', 'hit', 'hit'])
  })
})

it('a server’s counters printed each minute below the time are series, and settings among them are none', () => {
  const minute = (m: number) =>
    `=== 2031-04-07 09:0${m}:00 UTC cache-cli INFO\n# Memory\nused_memory:19385293${m}2\nmaxmemory_policy:allkeys-lru\n# Stats\nkeyspace_hits:55${m}20\nkeyspace_misses:29${m}1\n`
  const series = itemsOf([0, 1, 2, 3].map(minute).join(''), 'metrics').map(({ record }) => record.series)
  expect(new Set(series)).toEqual(new Set(['Memory used_memory', 'Stats keyspace_hits', 'Stats keyspace_misses']))
})
