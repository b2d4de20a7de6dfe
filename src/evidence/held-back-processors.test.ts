import { expect, it } from 'vitest'
import { at, madeIncident, metricsCsv } from './testing/made-incident.ts'

const frame = { window: { from: at('09:00'), to: at('09:40') }, baseline: { from: at('07:00'), to: at('08:58') } }
const late = (before: number, now: number) => (minute: number) => (minute >= 120 ? now : before) * (1 + 0.02 * Math.sin(minute))
const rising = (perMinute: (minute: number) => number) => {
  let sum = 0
  return (minute: number) => (sum += perMinute(minute))
}
/** A pod of one service in a file of its own, as an exporter writes it. */
const pod = (columns: Readonly<Record<string, (minute: number) => number>>): Record<string, string> => ({
  'shelf-svc-7d9f4c6b5-x2k8p.csv': metricsCsv('07:00', 160, columns)
    .split('\n')
    .map((line, i) => `${line},${i === 0 ? 'pod' : 'shelf-svc-7d9f4c6b5-x2k8p'}`)
    .join('\n')
})

it.each([
  ['periods a minute', { cfs_periods: late(600, 600), cfs_throttled_periods: late(3, 560), cpu_usage_cores: late(0.4, 0.2) }],
  [
    'counters of periods',
    {
      container_cpu_cfs_periods_total: rising(() => 600),
      container_cpu_cfs_throttled_periods_total: rising(late(2, 500)),
      container_cpu_usage_seconds_total: rising(late(24, 12))
    }
  ],
  ['a share in percent', { 'cpu.throttling.percent': late(1, 80), 'cpu.usage.cores': late(0.4, 0.2) }],
  ['nr_throttled of a control group', { nr_periods: late(600, 600), nr_throttled: late(0, 480), cpu_used: late(1.6, 0.5) }],
  ['seconds withheld in each', { cpu_cfs_throttled_seconds: late(0.01, 0.8), cpu_usage_cores: late(0.4, 0.2) }]
])(
  'a service that its scheduler holds back is told with when it began, and what it could use until then: %s',
  async (_, columns) => {
    await using incident = await madeIncident(pod(columns))
    const { facts } = await incident.ask('limits', frame)
    expect(facts).toMatchObject({ held_entity: 'shelf-svc', lowered: true })
    expect(facts['held_share']).toBeGreaterThan(0.6)
    expect(String(facts['held_at']).slice(0, 15)).toBe(at('09:00').slice(0, 15))
  }
)

it('the limit is the one that a record set before its pods read it', async () => {
  await using incident = await madeIncident({
    ...pod({ cfs_periods: late(600, 600), cfs_throttled_periods: late(3, 560), cpu_usage_cores: late(0.4, 0.2) }),
    'changes.json': JSON.stringify([
      {
        time: '2031-05-03T10:05:00Z',
        kind: 'commit',
        commit: '5f3a91d7',
        title: 'chart: defaults',
        diff: ' resources:\n   requests:\n-    cpu: 400m\n+    cpu: 100m\n   limits:\n-    cpu: "2"\n+    cpu: 200m'
      },
      { time: '2031-05-04T10:05:00Z', kind: 'commit', commit: '77aa01b2', title: 'texts', diff: '-greeting: a\n+greeting: b' }
    ])
  })
  const { facts } = await incident.ask('limits', frame)
  expect(facts).toMatchObject({ lowered_name: 'limits.cpu', lowered_from: '2', lowered_to: '200m', lowered_by: '5f3a91d7' })
  expect(String(facts['lowered_at']) >= at('08:50')).toBe(true)
})

it.each([
  [
    'it was held back on any day',
    { cfs_periods: late(600, 600), cfs_throttled_periods: late(300, 400), cpu_usage_cores: late(0.4, 0.4) }
  ],
  ['it is hardly held back', { cfs_periods: late(600, 600), cfs_throttled_periods: late(3, 60), cpu_usage_cores: late(0.4, 0.4) }]
])('nobody is held back where %s', async (_, columns) => {
  await using incident = await madeIncident(pod(columns))
  const { facts } = await incident.ask('limits', frame)
  expect(facts).toMatchObject({ held_entity: null, lowered: false })
})

it('who uses more than ever and is held back asks for more than he had: no limit was lowered', async () => {
  await using incident = await madeIncident(
    pod({ cfs_periods: late(600, 600), cfs_throttled_periods: late(3, 500), cpu_usage_cores: late(0.4, 1) })
  )
  const { facts } = await incident.ask('limits', frame)
  expect(facts).toMatchObject({ held_entity: 'shelf-svc', lowered: false })
})
