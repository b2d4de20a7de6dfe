import { has } from '../../verdict/index.ts'
import type { KindsOfMeasure } from './kind.ts'

/** Measures that keep work apart, let in less of it, or ask for less of it. */
export const letInLess: KindsOfMeasure<
  'bulkhead' | 'admission-limit' | 'retry-budget' | 'client-rate-limit' | 'single-flight' | 'job-window'
> = {
  bulkhead: {
    effect: 'contains',
    horizon: 'durable',
    title: 'Bulkhead',
    action: 'Give the work at fault a part of the resource that it cannot exceed, so that what is left serves everything else.',
    costs: 'When that part is full, requests for it are refused although units are free.',
    who: 'application team',
    how: () => [
      'Put a semaphore, or a pool of its own, around the work: at most {limit} at a time, no queue',
      'Refuse beyond it with status 503 and Retry-After'
    ],
    doneWhen: 'a load test that makes this work slow shows the other pages as fast as before'
  },
  'admission-limit': {
    effect: 'sheds',
    horizon: 'durable',
    title: 'Load shedding at the door',
    action:
      'Let in as much as can be answered in time and refuse the rest at once, with when to come back; never queue without end.',
    costs: 'Somebody is refused; without it everybody waits, and the work of those who gave up is done all the same.',
    who: 'platform team',
    how: ({ parameters }) => [
      has(parameters, 'in_flight_limit')
        ? 'Answer at most {in-flight} requests at a time, over all instances together, with no queue behind them; drop a request whose client is gone'
        : 'Bound the queue in front of the pool to {queue-limit}, and drop a request whose client is gone',
      'Refuse with status 503, Retry-After and a static page that the load balancer serves by itself',
      'Let health checks, sign-in and steps that complete a journey pass first'
    ],
    doneWhen: 'a load test at twice the peak shows a steady number of answers in time, and refusals within a second'
  },
  'retry-budget': {
    effect: 'sheds',
    horizon: 'durable',
    title: 'Retry budget, back-off and jitter',
    action:
      'Repeat little: a budget of repetitions beside first attempts, pauses that double and are partly random, and no repetition of what is not safe to repeat.',
    costs: 'A short fault that a repetition would have hidden is seen by a few more people.',
    who: 'whoever owns the clients',
    how: () => [
      'Allow repetitions up to {budget} of first attempts over the last minute, counted in each client',
      'Wait before each: a random time up to the base, doubled for each attempt; follow Retry-After where it is sent',
      'Repeat in one layer only: not in browser, gateway and service each'
    ],
    doneWhen: 'a test in which every call fails shows no more attempts than the budget allows'
  },
  'client-rate-limit': {
    effect: 'sheds',
    horizon: 'now',
    title: 'Rate limit for each client',
    action: 'Limit what one client or network may ask for in a minute, at the edge, so that people are not hit.',
    costs: 'People behind one shared address may be limited together: exempt known offices and assistive services.',
    who: 'platform team',
    how: () => [
      'At the load balancer (limit_req in nginx, rate-based rule in a firewall): {rate} requests a minute for each client',
      'Answer with status 429 and Retry-After; say in robots.txt what may be fetched, and offer the data as a file'
    ],
    doneWhen: 'a test client above the limit gets 429, and no person’s request of a normal day would have'
  },
  'single-flight': {
    effect: 'contains',
    horizon: 'durable',
    title: 'One computes, the others wait; stale answers meanwhile',
    action:
      'Let one request work out a value that is missing in the cache while the others wait for it or get the last one, and spread the times of expiry.',
    costs: 'Answers may be a little old: say how old on the page where it matters.',
    who: 'application team',
    how: () => [
      'Put single flight around the computation, keyed as the cache is (singleflight, Caffeine refreshAfterWrite, dogpile.cache)',
      'Serve the old value while a new one is worked out (stale-while-revalidate), and add a random tenth to each time of expiry',
      'Limit how many different values may be worked out at a time'
    ],
    doneWhen: 'a test that empties the cache under load sees one computation for each key'
  },
  'job-window': {
    effect: 'contains',
    horizon: 'durable',
    title: 'Jobs in their window, in small steps',
    action:
      'Run jobs when few people are there, in steps short enough that nobody waits for one, and stop them when the day begins.',
    costs: 'The job takes longer, and must be able to go on where it stopped.',
    who: 'whoever runs jobs',
    how: () => [
      'Schedule it between {from} and {until} UTC; end it at the end of the window',
      'Commit after each small batch, pause between them, and give it a role with a statement and lock time-out of its own',
      'Write start, end and rows to the log that the monitoring reads'
    ],
    doneWhen: 'the job’s log shows start and end in the window for a fortnight, and no step longer than a second'
  }
}
