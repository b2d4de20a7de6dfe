import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { harmIn, type PoolModel, type QueueModel, simulatePool, simulateQueue, type Step, type WorkClass } from './index.ts'

const minute = 60_000
const steady = (count: number, rate: number): number[] => Array.from({ length: count }, () => rate)

/** One kind of work behind whatever is asked for. */
const service = (steps: readonly Step[], over: Partial<WorkClass> = {}, rest: Partial<QueueModel> = {}): QueueModel => ({
  durationMs: 30 * minute,
  resources: [{ name: 'desk', limit: 2 }],
  classes: [{ name: 'visit', arrivals: { kind: 'rate', perMinute: steady(30, 60) }, steps, ...over }],
  ...rest
})
const totals = (model: QueueModel, seed = 1) => {
  const found = simulateQueue(model, seed).classes['visit']
  if (!found) throw new Error('no class')
  return found.totals
}
const broken: Step[] = [
  { do: 'work', name: 'call', time: 500 },
  { do: 'fail', reason: 'broken' }
]
const breaker = { name: 'call', windowMs: 30_000, minimum: 10, failureShare: 0.5, openMs: 60_000 }

describe('a circuit breaker', () => {
  it('lets few calls through to what always fails, and refuses the others at once', () => {
    const { byReason, completed } = totals(
      service([{ do: 'guard', breaker: 'call', steps: broken }], {}, { breakers: [breaker] })
    )
    expect(completed).toBe(0)
    expect(byReason['broken']).toBeLessThan(60)
    expect(byReason['open:call']).toBeGreaterThan(1600)
  })

  it('closes again when what it guards has come back', () => {
    const mended: Step = {
      do: 'branch',
      choose: ({ now }) => (now < 10 * minute ? broken : [{ do: 'work', name: 'call', time: 500 }])
    }
    const { byReason, completed } = totals(
      service([{ do: 'guard', breaker: 'call', steps: [mended] }], {}, { breakers: [breaker] })
    )
    expect(byReason['open:call']).toBeGreaterThan(500)
    expect(completed).toBeGreaterThan(1050)
  })

  it('counts a slow call as a failure', () => {
    const slow: Step = { do: 'guard', breaker: 'call', steps: [{ do: 'work', name: 'call', time: 4000 }] }
    const { byReason } = totals(service([slow], {}, { breakers: [{ ...breaker, slowMs: 2000 }] }))
    expect(byReason['open:call']).toBeGreaterThan(1500)
  })

  it('never loses a call and never refuses while nothing fails', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 40 }), (time, seed) => {
        const steps: Step[] = [{ do: 'guard', breaker: 'call', steps: [{ do: 'work', name: 'call', time }] }]
        const { arrived, completed, failed, inFlight } = totals(service(steps, {}, { breakers: [breaker] }), seed)
        expect(failed).toBe(0)
        expect(completed + inFlight).toBe(arrived)
      }),
      { numRuns: 15 }
    )
  })
})

describe('single flight', () => {
  const costly: Step = { do: 'hold', resource: 'desk', steps: [{ do: 'work', name: 'compute', time: 5000 }] }
  it('lets one request work while the others wait for its answer', () => {
    const alone = totals(service([costly]))
    const shared = totals(service([{ do: 'share', key: () => 'same', steps: [costly] }]))
    expect(alone.latency.p95Ms).toBeGreaterThan(60_000)
    expect(shared.latency.p95Ms).toBeLessThanOrEqual(5000)
    expect(shared.completed + shared.inFlight).toBe(shared.arrived)
  })

  it('shares a failure too', () => {
    const steps: Step[] = [{ do: 'share', key: () => 'same', steps: broken }]
    const { byReason, completed, inFlight, arrived } = totals(service(steps))
    expect(completed).toBe(0)
    expect((byReason['broken'] ?? 0) + inFlight).toBe(arrived)
  })

  it('does not make different questions wait for each other', () => {
    const apart: Step = {
      do: 'share',
      key: ({ request }) => String(request.id),
      steps: [{ do: 'work', name: 'compute', time: 700 }]
    }
    expect(totals(service([apart])).latency.maxMs).toBeCloseTo(700, 6)
  })
})

describe('a retry budget', () => {
  it('bounds repetitions to its share of first attempts, however many fail', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 30 }), (retryBudget, seed) => {
        const { arrived, retries } = totals(service(broken, { client: { attempts: 4, backoff: 1000, retryBudget } }), seed)
        expect(retries).toBeLessThanOrEqual(10 + retryBudget * (arrived - retries))
      }),
      { numRuns: 20 }
    )
  })

  it('without one every failure is repeated', () => {
    const { arrived, retries } = totals(service(broken, { client: { attempts: 3 } }))
    expect(retries / (arrived - retries)).toBeGreaterThan(1.9)
  })
})

describe('protections of a pool', () => {
  /** A fifth of the searches begin to take half a minute; bookings do not change. */
  const model: PoolModel = {
    work: [
      {
        name: 'search',
        arrivalsPerMinute: steady(60, 60),
        usualMs: [50, 60, 70],
        slowMs: [30_000],
        slowShare: [...steady(20, 0), ...steady(40, 0.6)]
      },
      { name: 'booking', arrivalsPerMinute: steady(60, 60), usualMs: [30, 40] }
    ],
    limit: 8,
    waitTimeoutMs: 20_000
  }
  const of = ['search']
  const run = (change: Parameters<typeof simulatePool>[2]) => simulatePool(model, 3, change, of)
  const bad = ({ harmOfOthers }: ReturnType<typeof run>): number => harmOfOthers.failed + harmOfOthers.slow
  const asIs = run({})

  it('harm reaches the work that is not at fault', () => {
    expect(bad(asIs)).toBeGreaterThan(500)
    expect(asIs.harm.harmedIntervals).toBeGreaterThan(30)
  })

  it.each([
    ['a statement time-out', { workTimeout: { of, ms: 1000 } }],
    ['a bulkhead', { bulkhead: { of, limit: 3 } }],
    [
      'a circuit breaker',
      { breaker: { of, windowMs: 60_000, minimum: 5, failureShare: 0.2, slowMs: 5000, openMs: 60_000 }, waitTimeoutMs: 2000 }
    ]
  ])('%s keeps it from there', (_name, change) => {
    expect(bad(run(change))).toBeLessThan(bad(asIs) / 5)
  })

  it('twice the units do not', () => {
    expect(bad(run({ limitFactor: 2 }))).toBeGreaterThan(bad(asIs) / 5)
  })

  it('a short queue makes failure quick, and does not prevent it', () => {
    const short = run({ queueLimit: 4 })
    expect(short.harm.slow).toBeLessThanOrEqual(asIs.harm.slow)
    expect(short.harmOfOthers.failed).toBeGreaterThan(100)
  })

  it('counts every request once', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            limit: fc.integer({ min: 1, max: 20 }),
            queueLimit: fc.integer({ min: 0, max: 20 }),
            waitTimeoutMs: fc.integer({ min: 100, max: 20_000 }),
            workTimeout: fc.record({ of: fc.constant('all' as const), ms: fc.integer({ min: 10, max: 40_000 }) }),
            bulkhead: fc.record({ of: fc.constant(of), limit: fc.integer({ min: 1, max: 5 }) })
          },
          { requiredKeys: [] }
        ),
        (change) => {
          const { arrived, unfinished, harm, harmOfOthers } = run(change)
          expect(harm.ended + unfinished).toBe(arrived)
          expect(harm.failed).toBeGreaterThanOrEqual(harmOfOthers.failed)
          expect(harm.failed + harm.slow).toBeLessThanOrEqual(harm.ended)
        }
      ),
      { numRuns: 15 }
    )
  })
})

it('what a request holds beside its work fills the pool, and no time-out or breaker of the work minds it', () => {
  const held: PoolModel = {
    work: [{ name: 'visit', arrivalsPerMinute: steady(30, 60), usualMs: [100], besideMs: 3000 }],
    limit: 2,
    waitTimeoutMs: 10_000
  }
  const patient = { work: held.work, limit: 10, waitTimeoutMs: 10_000 }
  expect(simulatePool(held, 1).failedShare).toBeGreaterThan(0.2)
  const guard = { windowMs: 30_000, minimum: 5, failureShare: 0.5, slowMs: 500, openMs: 30_000 }
  const change = { workTimeout: { of: 'all', ms: 500 }, breaker: { ...guard, of: 'all' } } as const
  expect(simulatePool(patient, 1, change).failedShare).toBe(0)
})

it('harm in a healthy run is none', () => {
  const run = simulateQueue(service([{ do: 'work', name: 'answer', time: 200 }]), 2)
  expect(harmIn(run)).toMatchObject({ failed: 0, slow: 0, harmedIntervals: 0 })
})
