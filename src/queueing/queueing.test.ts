import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createRandom,
  erlangC,
  type PoolModel,
  type QueueModel,
  type QueueRun,
  simulatePool,
  simulateQueue,
  type Step
} from './index.ts'

const minutes = (count: number, rate: number): number[] => Array.from({ length: count }, () => rate)

/** M/M/c: Poisson arrivals, exponential service, c servers, one queue. */
const mmc = (perMinute: number, meanMs: number, servers: number, hours: number): QueueModel => ({
  durationMs: hours * 3_600_000,
  resources: [{ name: 'desk', limit: servers }],
  classes: [
    {
      name: 'visit',
      arrivals: { kind: 'rate', perMinute: minutes(hours * 60, perMinute) },
      steps: [{ do: 'hold', resource: 'desk', steps: [{ do: 'work', name: 'serve', time: { kind: 'exponential', meanMs } }] }]
    }
  ]
})

const totals = (run: QueueRun, name = 'visit') => {
  const found = run.classes[name]
  if (found === undefined) throw new Error(`no class ${name}`)
  return found.totals
}
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

describe('against theory', () => {
  it.each([
    [30, 1400, 1, 40],
    [170, 1000, 4, 8],
    [300, 1000, 7, 4]
  ])('%i arrivals a minute of %i ms on %i servers wait as Erlang C says', (perMinute, meanMs, servers, hours) => {
    const runs = [1, 2].map((seed) => simulateQueue(mmc(perMinute, meanMs, servers, hours), seed))
    const waited = mean(runs.map((run) => run.resources['desk']?.meanWaitMs ?? Number.NaN))
    const expected = erlangC(perMinute / 60_000, meanMs, servers).meanWaitMs
    expect(waited / expected).toBeGreaterThan(0.9)
    expect(waited / expected).toBeLessThan(1.1)
  })

  it('a shared processor answers as M/M/1-PS does: mean = service / (1 - load)', () => {
    const model: QueueModel = {
      durationMs: 20 * 3_600_000,
      resources: [],
      processors: [{ name: 'cpu', cores: 1 }],
      classes: [
        {
          name: 'visit',
          arrivals: { kind: 'rate', perMinute: minutes(1200, 42) },
          steps: [{ do: 'work', name: 'serve', on: 'cpu', time: { kind: 'exponential', meanMs: 1000 } }]
        }
      ]
    }
    const answered = totals(simulateQueue(model, 5)).latency.meanMs ?? Number.NaN
    expect(answered / (1000 / (1 - 0.7))).toBeCloseTo(1, 1)
  })

  it("keeps Little's law: mean in system = arrivals x mean time in system, within 5 %", () => {
    const run = simulateQueue(mmc(200, 900, 4, 4), 9)
    const { holders = [], waiters = [] } = run.resources['desk']?.series ?? {}
    const inSystem = mean(holders) + mean(waiters)
    const { arrived, latency } = totals(run)
    expect(inSystem / ((arrived / run.durationMs) * (latency.meanMs ?? Number.NaN))).toBeCloseTo(1, 1.3)
  })

  it('draws as many arrivals as the rate says, minute by minute', () => {
    const rate = Array.from({ length: 600 }, (_, i) => (i < 300 ? 40 : 120))
    const model = { ...mmc(1, 1, 1, 10), durationMs: 600 * 60_000 }
    const [spec] = model.classes
    if (spec === undefined) throw new Error('no class')
    const run = simulateQueue({ ...model, classes: [{ ...spec, arrivals: { kind: 'rate', perMinute: rate } }] }, 3)
    const arrived = run.classes['visit']?.series.arrived ?? []
    expect(mean(arrived.slice(0, 300))).toBeCloseTo(40, -0.5)
    expect(mean(arrived.slice(300))).toBeCloseTo(120, -0.5)
  })
})

describe('any model', () => {
  const step: fc.Arbitrary<Step> = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
    steps: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
    step: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.record({
        do: fc.constant('work' as const),
        name: fc.constant('work'),
        time: fc.integer({ min: 0, max: 9000 }),
        on: fc.constantFrom('cpu', 'cpu2')
      }),
      fc.record({ do: fc.constant('work' as const), name: fc.constant('pause'), time: fc.integer({ min: 0, max: 9000 }) }),
      fc.record({
        do: fc.constant('hold' as const),
        resource: fc.constantFrom('a', 'b'),
        units: fc.constantFrom<(1 | 2 | 'all')[]>(1, 2, 'all'),
        waitTimeoutMs: fc.constantFrom(500, 5000),
        steps: tie('steps')
      }),
      fc.record({ do: fc.constant('repeat' as const), times: fc.integer({ min: 0, max: 3 }), steps: tie('steps') }),
      fc.record({
        do: fc.constant('within' as const),
        ms: fc.integer({ min: 1, max: 8000 }),
        reason: fc.constant('deadline'),
        steps: tie('steps')
      }),
      fc.record({
        do: fc.constant('try' as const),
        attempts: fc.integer({ min: 1, max: 3 }),
        backoff: fc.integer({ min: 0, max: 500 }),
        steps: tie('steps')
      }),
      fc.constant({ do: 'fail' as const, reason: 'broken' })
    )
  })).step
  const model: fc.Arbitrary<QueueModel> = fc
    .record({
      steps: fc.array(step, { maxLength: 4 }),
      rate: fc.integer({ min: 0, max: 90 }),
      limits: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
      client: fc.constantFrom({}, { timeoutMs: 3000, attempts: 3, backoff: 200 }, { timeoutMs: 2000, cancels: true }),
      interruptAt: fc.integer({ min: 60_000, max: 500_000 })
    })
    .map(({ steps, rate, limits, client, interruptAt }) => ({
      durationMs: 600_000,
      resources: [
        { name: 'a', limit: limits.map((value, i) => ({ fromMs: i * 150_000, value })) },
        { name: 'b', limit: 2, queueLimit: 5 }
      ],
      processors: [
        { name: 'cpu', cores: 2 },
        {
          name: 'cpu2',
          cores: [
            { fromMs: 0, value: 1 },
            { fromMs: 200_000, value: 0 },
            { fromMs: 260_000, value: 1 }
          ]
        }
      ],
      classes: [{ name: 'visit', arrivals: { kind: 'rate', perMinute: minutes(10, rate) }, steps, client }],
      controls: [{ when: { everyMs: interruptAt }, act: (control) => void control.interrupt('a', 'restart') }]
    }))

  it('loses and invents no request, and holds no more than the limit', () => {
    fc.assert(
      fc.property(model, fc.integer(), (model, seed) => {
        const run = simulateQueue(model, seed, { trace: true })
        const { arrived, completed, failed, inFlight } = totals(run)
        expect(completed + failed + inFlight).toBe(arrived)
        expect(run.requests).toHaveLength(arrived)
        for (const { series } of Object.values(run.resources)) {
          expect(Math.min(...series.holders, ...series.waiters)).toBeGreaterThan(-1e-6)
          expect(Math.max(...series.holders)).toBeLessThanOrEqual(4 + 1e-6)
        }
        for (const request of run.requests ?? []) {
          expect(request.endedAt).toBeGreaterThanOrEqual(request.arrivedAt)
          if (request.outcome === 'in-flight') continue
          expect(request.visits.every(({ endedAt }) => endedAt !== null)).toBe(true)
        }
      }),
      { numRuns: 100 }
    )
  })

  it('gives the same run for the same seed', () => {
    fc.assert(
      fc.property(model, fc.integer(), (model, seed) => {
        expect(simulateQueue(model, seed, { trace: true })).toEqual(simulateQueue(model, seed, { trace: true }))
      }),
      { numRuns: 30 }
    )
  })
})

describe('clients', () => {
  const impatient = (attempts: number): QueueModel => ({
    durationMs: 3_600_000,
    resources: [{ name: 'desk', limit: 1 }],
    classes: [
      {
        name: 'visit',
        arrivals: { kind: 'times', atMs: [0, 1] },
        client: { timeoutMs: 1000, attempts, backoff: 100 },
        steps: [{ do: 'hold', resource: 'desk', steps: [{ do: 'work', name: 'serve', time: 5000 }] }]
      }
    ]
  })

  it('that give up leave their work behind, and try again as often as they may', () => {
    const once = totals(simulateQueue(impatient(1), 1))
    expect(once).toMatchObject({ arrived: 2, completed: 2, gaveUp: 2, retries: 0, failedShare: 1 })
    expect(totals(simulateQueue(impatient(3), 1))).toMatchObject({ arrived: 6, retries: 4 })
  })

  it('that retry carry the first attempt as root', () => {
    const { requests } = simulateQueue(impatient(2), 1, { trace: true })
    expect(requests?.map(({ root, attempt }) => `${root}/${attempt}`)).toEqual(['1/1', '2/1', '1/2', '2/2'])
  })

  it('follow their journey to the next request', () => {
    const model = mmc(10, 100, 1, 1)
    const [spec] = model.classes
    if (spec === undefined) throw new Error('no class')
    const run = simulateQueue(
      {
        ...model,
        classes: [
          { ...spec, next: () => ({ className: 'pay', afterMs: 5, attributes: {} }) },
          { name: 'pay', arrivals: { kind: 'none' }, steps: [] }
        ]
      },
      4
    )
    expect(totals(run, 'pay').arrived).toBe(totals(run).completed)
  })
})

describe('leaks', () => {
  it('take units that only a reclaim gives back', () => {
    const leaky = (reclaims: boolean): QueueModel => ({
      durationMs: 1_800_000,
      resources: [{ name: 'pool', limit: 5, waitTimeoutMs: 1000 }],
      classes: [
        {
          name: 'visit',
          arrivals: { kind: 'rate', perMinute: minutes(30, 5) },
          steps: [{ do: 'hold', resource: 'pool', leaks: () => true, steps: [{ do: 'work', name: 'serve', time: 10 }] }]
        }
      ],
      controls: reclaims ? [{ when: { everyMs: 20_000 }, act: (control) => void control.reclaim('pool') }] : []
    })
    expect(totals(simulateQueue(leaky(false), 2)).completed).toBe(5)
    expect(totals(simulateQueue(leaky(true), 2)).failedShare).toBeLessThan(0.05)
  })
})

describe('the pool as counterfactual', () => {
  const random = createRandom(1)
  const samples = (medianMs: number): number[] => Array.from({ length: 200 }, () => random.logNormal(medianMs, 0.3))
  const held: PoolModel = {
    work: [
      {
        name: 'search',
        arrivalsPerMinute: minutes(300, 240),
        usualMs: samples(70),
        slowMs: samples(20_000),
        slowShare: Array.from({ length: 300 }, (_, i) => (i < 60 || i > 240 ? 0 : 0.4))
      },
      { name: 'insert', arrivalsPerMinute: minutes(300, 60), usualMs: samples(18) }
    ],
    limit: 10,
    waitTimeoutMs: 30_000
  }
  const surge: PoolModel = {
    work: [{ name: 'search', arrivalsPerMinute: minutes(40, 900), usualMs: samples(1000) }],
    limit: 10,
    waitTimeoutMs: 30_000
  }

  it('fails with slow holders however it is scaled a little, and heals when they are removed', () => {
    const asIs = simulatePool(held, 7)
    expect(asIs.failedShare).toBeGreaterThan(0.2)
    expect(asIs.saturatedAtMs).toBeGreaterThanOrEqual(59 * 60_000)
    expect(asIs.saturatedAtMs).toBeLessThan(63 * 60_000)
    expect(simulatePool(held, 7, { limitFactor: 1.5 }).failedShare).toBeGreaterThan(0.2)
    const cured = simulatePool(held, 7, { removeSlow: ['search'] })
    expect(cured).toMatchObject({ failed: 0, saturatedAtMs: null, peakWaiters: 0 })
  })

  it('delays saturation by a factor and never brings it forward', () => {
    const failed = [1, 2, 10].map((limitFactor) => simulatePool(held, 7, { limitFactor }).failed)
    expect(failed).toEqual([...failed].sort((a, b) => b - a))
  })

  it('heals by scaling where demand alone is the trouble', () => {
    expect(simulatePool(surge, 7).failedShare).toBeGreaterThan(0.2)
    expect(simulatePool(surge, 7, { limitFactor: 2 }).failed).toBe(0)
    expect(simulatePool(surge, 7, { removeSlow: 'all' })).toEqual(simulatePool(surge, 7))
  })

  it('moves the bottleneck, not the trouble, when the held time runs on few cores', () => {
    const onCores = { ...held, cores: 8 }
    expect(simulatePool(onCores, 7, { limitFactor: 10 }).p95Ms).toBeGreaterThan(30_000)
  })

  it('takes five hours of 300 requests a minute in under a second', () => {
    const started = process.cpuUsage()
    simulatePool(held, 11)
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000)
  })
})
