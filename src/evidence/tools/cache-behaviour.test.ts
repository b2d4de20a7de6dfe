import { describe, expect, it } from 'vitest'
import { cacheLine } from '../language/cache-lines.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const start = Date.parse(at('08:00'))
const iso = (ms: number) => new Date(start + ms).toISOString()

describe('a line', () => {
  it.each([
    ['Cache miss for key fees:2031', 'miss', 'fees:2031', 1],
    ['Cache hit: key=fees:2031', 'hit', 'fees:2031', 1],
    ['Evicted 1200 entries from cache fees', 'evicted', null, 1200],
    ['Redis connection refused (cache:6379)', 'refused', null, 1],
    ['Unable to connect to redis at cache:6379: timeout', 'refused', null, 1],
    ['FLUSHALL called on redis', 'flushed', null, 1],
    ['Cache cleared after deployment', 'flushed', null, 1],
    ['320 keys expired in redis', 'expired', null, 320]
  ])('%j is %s', (text, kind, key, entries) => {
    expect(cacheLine(text, {})).toMatchObject({ kind, entries, ...(key === null ? {} : { key }) })
  })

  it.each(['Cache stats: hits=900 misses=100', 'cache hit ratio 93 %', 'User missed the deadline', 'Cache max size 5000'])(
    '%j counts nothing',
    (text) => {
      expect(cacheLine(text, {})).toBeNull()
    }
  )

  it.each([
    [{ upstream_cache_status: 'HIT' }, 'hit'],
    [{ 'attributes.cache.hit': false }, 'miss'],
    [{ cache_status: 'EXPIRED' }, 'expired'],
    [{ 'x-cache': 'Miss from edge' }, 'miss']
  ])('with %j is %s', (attributes, kind) => {
    expect(cacheLine('', attributes)?.kind).toBe(kind)
  })
})

describe('a cache', () => {
  const fill = (minute: number) => (minute < 30 ? 95 : minute < 33 ? 10 : Math.min(95, 10 + (minute - 33) * 7))

  it('that answered all left its store nothing to do: then any work counts against hardly any', async () => {
    await using incident = await madeIncident({
      'metrics.csv': metricsCsv('08:00', 60, {
        lists_hits: (minute) => (minute < 30 ? 120 : 10),
        lists_misses: (minute) => (minute < 30 ? Number(minute === 12) : 110),
        db_queries_per_sec: (minute) => (minute < 30 ? Number(minute === 12) : 110)
      })
    })
    const { facts } = await incident.ask('cache_behaviour', both)
    expect(facts).toMatchObject({ fell: true, store_series: 'db_queries_per_sec', fall_onset: at('08:30') })
    expect(facts['hit_series']).toContain('÷')
    expect(Number(facts['store_ratio'])).toBeGreaterThan(50)
  })

  it.each([
    ['a day that drifts is no rise of the store', (minute: number) => (minute < 33 ? 10 + minute / 8 : 90), true],
    ['a store that was asked more beforehand was so', (minute: number) => (minute < 20 ? 10 : 90), false]
  ])('%s', async (_, store, cacheFirst) => {
    await using incident = await madeIncident({
      'metrics.csv': metricsCsv('08:00', 60, {
        cache_hit_pct: (minute) => (minute < 32 ? 95 : 30) * wobble(minute, 0.01),
        db_queries_per_sec: (minute) => store(minute) * wobble(minute, 0.03)
      })
    })
    const { facts } = await incident.ask('cache_behaviour', both)
    expect(facts).toMatchObject({ hit_series: 'cache_hit_pct', fell: true, store_series: 'db_queries_per_sec' })
    expect(Number(facts['fall_leads_store_seconds']) >= 0).toBe(cacheFirst)
  })

  it('that may no longer keep anything lets through as much more as it answers less', async () => {
    const before = (minute: number) => minute < 30
    await using incident = await madeIncident({
      'metrics.csv': metricsCsv('08:00', 60, {
        cache_hit: (minute) => (before(minute) ? 90 * wobble(minute, 0.05) : 0),
        cache_miss: (minute) => (before(minute) ? 10 * wobble(minute, 0.05) : 0),
        cache_hitmiss: (minute) => (before(minute) ? 0 : 100),
        backend_req: (minute) => (before(minute) ? 10 : 100)
      })
    })
    const { facts } = await incident.ask('cache_behaviour', both)
    expect(facts).toMatchObject({
      fell: true,
      hit_window: 0,
      store_series: 'backend_req',
      store_ratio: 10,
      fall_onset: at('08:30')
    })
  })

  it('that lost its keys: the share of hits falls before the store is asked more, and comes back as it fills', async () => {
    await using incident = await madeIncident({
      'metrics.csv': metricsCsv('08:00', 60, {
        cache_hit_ratio_percent: (minute) => fill(minute) * wobble(minute, 0.01),
        db_queries_per_sec: (minute) => (minute < 31 ? 40 : 40 + (95 - fill(minute)) * 6) * wobble(minute, 0.03),
        redis_keys: (minute) => (minute < 30 ? 90_000 : 4000 + (minute - 30) * 3000)
      }),
      'app.log': `${iso(0)} INFO  [w] c.e.App - started\n${iso(1_799_000)} WARN  [ops] c.e.Admin - Cache flushed by maintenance task\n${iso(1_801_000)} WARN  [ops] c.e.Admin - FLUSHALL on redis finished`
    })
    const { facts } = await incident.ask('cache_behaviour', both)
    expect(facts).toMatchObject({
      hit_series: 'cache_hit_ratio_percent',
      fell: true,
      fall_onset: at('08:30'),
      recovery: 'gradual',
      first_flush_at: at('08:30:01'),
      store_series: 'db_queries_per_sec',
      fall_leads_store_seconds: 60,
      key_series: 'redis_keys',
      key_count_baseline: 90_000
    })
    expect(facts['hit_baseline']).toBeCloseTo(0.95, 1)
    expect(facts['hit_lowest']).toBeCloseTo(0.1, 1)
  })

  it('whose hits and misses are counters has a share of them', async () => {
    const rows = Array.from({ length: 60 }, (_, minute) => {
      const [hits, misses] =
        minute < 35 ? [900 * minute, 100 * minute] : [900 * 35 + 300 * (minute - 35), 100 * 35 + 700 * (minute - 35)]
      return `${iso(minute * 60_000)},${hits},${misses}`
    })
    await using incident = await madeIncident({
      'm.csv': ['timestamp,redis_keyspace_hits_total,redis_keyspace_misses_total', ...rows].join('\n')
    })
    const { facts } = await incident.ask('cache_behaviour', both)
    expect(facts).toMatchObject({ fell: true, recovery: 'none' })
    expect(facts['hit_baseline']).toBeCloseTo(0.9, 2)
    expect(facts['hit_lowest']).toBeCloseTo(0.3, 2)
    expect(Math.abs(Date.parse(String(facts['fall_onset'])) - Date.parse(at('08:36')))).toBeLessThanOrEqual(60_000)
  })

  it('with a key that many miss at once shows the key and the moment', async () => {
    const lines = Array.from({ length: 600 }, (_, i) => ({
      ms: i * 5000,
      text: `Cache ${i % 10 === 0 ? 'miss' : 'hit'} for key page:${i % 30}`
    }))
    const herd = Array.from({ length: 80 }, (_, i) => ({ ms: 2_100_000 + i * 10, text: 'Cache miss for key tariff:all' }))
    const log = [...lines, ...herd].sort((a, b) => a.ms - b.ms).map(({ ms, text }) => `${iso(ms)} DEBUG [w] c.e.Cache - ${text}`)
    await using incident = await madeIncident({ 'app.log': log.join('\n') })
    const { facts } = await incident.ask('cache_behaviour', both)
    expect(facts).toMatchObject({
      hit_series: 'hits in logs',
      top_key: 'tariff:all',
      most_same_key_at_once: 80,
      same_key_at_once: 'tariff:all',
      same_key_at_once_at: at('08:35')
    })
    expect(facts['burst_ratio']).toBeGreaterThan(100)
  })

  it('before the database speaks before the database’s own buffers', async () => {
    await using incident = await madeIncident({
      'metrics.csv': metricsCsv('08:00', 60, {
        db_buffer_hit_percent: (minute) => (minute < 30 ? 99 : 50) * wobble(minute, 0.005),
        fees_cache_hit_percent: (minute) => 92 * wobble(minute, 0.01)
      })
    })
    expect((await incident.ask('cache_behaviour', both)).facts).toMatchObject({
      hit_series: 'fees_cache_hit_percent',
      hit_is: 'cache',
      fell: false
    })
  })

  it('that is well did not fall; none at all is no data', async () => {
    await using well = await madeIncident({
      'metrics.csv': metricsCsv('08:00', 60, { cache_hit_ratio: (minute) => 0.9 * wobble(minute, 0.02) })
    })
    expect((await well.ask('cache_behaviour', both)).facts).toMatchObject({ fell: false, fall_onset: null })
    await using none = await madeIncident({ 'app.log': `${iso(0)} INFO started\n` })
    expect(await none.ask('cache_behaviour', both)).toMatchObject({ status: 'no_data', facts: { fell: null } })
  })
})
