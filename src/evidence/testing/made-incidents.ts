import type { Distribution, EndedRequest, QueueModel, RequestAttributes, Step, Visit } from '../../queueing/index.ts'
import { madeService, type ServiceLogs } from './made-service.ts'

/** Small incidents of several kinds, an hour from 08:00, trouble from 08:30 to 08:50. Each with every material. */
export const minutes = 60
export const trouble = { from: 30, to: 50 }

const inTrouble = (now: number): boolean => now >= trouble.from * 60_000 && now < trouble.to * 60_000
const usual = (medianMs: number): Distribution => ({ kind: 'lognormal', medianMs, sigma: 0.3 })
const holding = (...steps: readonly Step[]): Step => ({ do: 'hold', resource: 'pool', steps })
const work = (time: Distribution): Step => ({ do: 'work', name: 'sql', time })
const rate = (of: (minute: number) => number) => ({
  kind: 'rate' as const,
  perMinute: Array.from({ length: minutes }, (_, minute) => of(minute))
})
const day = (ahead: RequestAttributes[string]): string =>
  new Date(Date.UTC(2031, 4, 6) + Number(ahead) * 86_400_000).toISOString().slice(0, 10)

const logs: ServiceLogs = {
  target: ({ className, attributes }: EndedRequest) =>
    className === 'search' ? `/api/stock?day=${day(attributes['ahead'] ?? 0)}&site=${attributes['site']}` : `/api/${className}`,
  statement: ({ name }: Visit, { className, attributes, id }: EndedRequest) =>
    name !== 'sql'
      ? null
      : className === 'search'
        ? `SELECT id FROM stock WHERE day = '${day(attributes['ahead'] ?? 0)}' AND site = '${attributes['site']}';`
        : `INSERT INTO orders (id, amount) VALUES (${id}, 12.5);`
}
const search = (perMinute: (minute: number) => number, ...steps: readonly Step[]): QueueModel['classes'][number] => ({
  name: 'search',
  arrivals: rate(perMinute),
  attributes: ({ random }) => ({ ahead: Math.floor(random.uniform() * 60), site: random.pick(['north', 'south', 'east']) }),
  steps
})
const order = (perMinute: (minute: number) => number, ...steps: readonly Step[]): QueueModel['classes'][number] => ({
  name: 'order',
  arrivals: rate(perMinute),
  steps
})
const pool = (limit: QueueModel['resources'][number]['limit']) => ({ name: 'pool', limit, waitTimeoutMs: 30_000 })
const made = (model: Pick<QueueModel, 'resources' | 'classes'>, seed: number) =>
  madeService({ durationMs: minutes * 60_000, ...model }, seed, logs)

/** Searches for more than 30 days ahead take half a minute; load is steady. */
export const slowByParameter = () =>
  made(
    {
      resources: [pool(10)],
      classes: [
        search(
          () => 50,
          holding({
            do: 'branch',
            choose: ({ now, request }) => [
              work(inTrouble(now) && Number(request.attributes['ahead']) > 30 ? usual(30_000) : usual(60))
            ]
          })
        ),
        order(() => 15, holding(work(usual(15))))
      ]
    },
    1
  )

/** Seven times the load; a request costs what it did. */
export const surge = () =>
  made(
    {
      resources: [pool(5)],
      classes: [
        search((minute) => (minute >= trouble.from && minute < trouble.to ? 420 : 60), holding(work(usual(900)))),
        order(() => 10, holding(work(usual(15))))
      ]
    },
    2
  )

/** The pool's limit goes from 10 to 2 and stays there; nothing else changes. */
export const limitLowered = () =>
  made(
    {
      resources: [
        pool([
          { fromMs: 0, value: 10 },
          { fromMs: trouble.from * 60_000, value: 2 }
        ])
      ],
      classes: [search(() => 150, holding(work(usual(900)))), order(() => 15, holding(work(usual(15))))]
    },
    3
  )

/** Orders hold one lock for seconds each, and queue for it with their connections. */
export const lockHeld = () =>
  made(
    {
      resources: [pool(10), { name: 'row', limit: 1 }],
      classes: [
        search(() => 50, holding(work(usual(60)))),
        order(
          () => 25,
          holding({
            do: 'hold',
            resource: 'row',
            steps: [work(({ now, random }) => (inTrouble(now) ? 6_000 + 3_000 * random.uniform() : 20))]
          })
        )
      ]
    },
    4
  )
