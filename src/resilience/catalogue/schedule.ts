import type { CauseCategory, ValidationTask } from '../../domain/index.ts'

const always: readonly ValidationTask[] = [
  {
    cadence: 'with every change of a rule',
    what: 'promtool check rules and promtool test rules on the files of this folder, in the pipeline that ships the rules',
    catches: 'a rule that no longer fires on the incident that it was made for'
  },
  {
    cadence: 'weekly',
    what: 'each journey’s objective against its budget, and each page of the week: was it right, was it early, who acted',
    catches: 'alerts that are true and ignored, and alerts that cry wolf'
  },
  {
    cadence: 'quarterly',
    what: 'a drill: fire each paging alert on purpose, outside busy hours, and measure the minutes until somebody acts',
    catches: 'gaps in routing and escalation'
  },
  {
    cadence: 'before every known peak',
    what: 'a load test at the last peak’s rate with production’s data volumes and parameter mix; compare the work per request, not only the response time',
    catches: 'cost per request that grew since the last peak'
  }
]

const ofCategory: Partial<Record<CauseCategory, readonly ValidationTask[]>> = {
  'inefficient-query': [
    {
      cadence: 'with every release that touches a statement or an index',
      what: 'the plans of the hundred costliest statements on a copy of production’s statistics; a plan that reads far more rows fails the build',
      catches: 'a statement that is fast on test data and slow on all of it'
    }
  ],
  'query-amplification': [
    {
      cadence: 'with every build',
      what: 'the number of statements per request of each route, held to a limit by a test',
      catches: 'calls that multiply with the length of a list'
    }
  ],
  'lock-contention': [
    {
      cadence: 'with every migration and job',
      what: 'a run beside simulated citizens’ writes; the longest lock wait fails it',
      catches: 'transactions that hold rows which citizens need'
    }
  ],
  'cache-failure': [
    {
      cadence: 'monthly',
      what: 'empty the cache in a test environment under load',
      catches: 'a store that cannot stand without its cache'
    }
  ],
  'slow-dependency': [
    {
      cadence: 'monthly',
      what: 'slow the dependency down on purpose in a test environment: time-outs and breakers must act',
      catches: 'waiting without an end'
    }
  ],
  'retry-storm': [
    {
      cadence: 'monthly',
      what: 'fail the dependency on purpose in a test environment and count attempts per intent',
      catches: 'retries that multiply load'
    }
  ],
  'memory-leak': [
    {
      cadence: 'with every release',
      what: 'a soak of eight hours at flat load; memory after garbage collection must be flat',
      catches: 'memory that is not given back'
    }
  ],
  'resource-leak': [
    {
      cadence: 'with every release',
      what: 'a soak of eight hours at flat load with failures injected; connections, threads and handles in use must return to their start',
      catches: 'what is taken and not given back'
    }
  ],
  'expired-certificate': [
    {
      cadence: 'daily',
      what: 'the days left of every certificate as the hosts present it',
      catches: 'a renewal that did not reach a host'
    }
  ],
  'quota-exhaustion': [
    {
      cadence: 'weekly',
      what: 'days until each limit at the last month’s growth',
      catches: 'limits that growth will reach'
    }
  ],
  misconfiguration: [
    {
      cadence: 'daily',
      what: 'limits, time-outs and flags as they are in production against the reviewed values',
      catches: 'a setting that drifted'
    }
  ],
  'demand-surge': [
    {
      cadence: 'quarterly',
      what: 'the capacity of the scarcest resource against the forecast of the next peak',
      catches: 'demand that outgrows capacity'
    }
  ]
}

export function scheduleFor(category: CauseCategory | null): ValidationTask[] {
  return [...always, ...(category === null ? [] : (ofCategory[category] ?? []))]
}
