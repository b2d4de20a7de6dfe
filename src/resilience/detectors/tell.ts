import type { RunPopulation, SeriesRole } from '../../domain/index.ts'

/** Who is told, and what they do first. */
export interface Told {
  readonly tell: string
  readonly firstAction: string
}

const application = 'application on-call'
const database = 'database on-call'
const platform = 'platform on-call'

const ofRoles: Partial<Record<SeriesRole, Told>> = {
  latency: {
    tell: application,
    firstAction: 'Ask which route or statement got slow and what else moved before it; do not add servers before you know.'
  },
  errors: {
    tell: application,
    firstAction: 'Read the newest error of the commonest kind, and ask since when it is there and what changed then.'
  },
  success: { tell: application, firstAction: 'Try the journey yourself as a citizen would, and note where it stops.' },
  waiters: {
    tell: database,
    firstAction:
      'List who holds what is waited for and for how long; end the holder if it is safe. A larger pool only lets more wait.'
  },
  holders: {
    tell: application,
    firstAction: 'Ask what each holder is doing and since when: longer holding fills a pool as surely as more requests do.'
  },
  limit: {
    tell: platform,
    firstAction: 'Compare the setting with the one of yesterday, and put it back if nobody can say why it changed.'
  },
  'cache-hits': {
    tell: application,
    firstAction: 'Ask what emptied or bypassed the cache, and shield what stands behind it before refilling it.'
  },
  memory: { tell: application, firstAction: 'Take a heap dump before any restart; a restart wins time and loses the proof.' },
  gc: { tell: application, firstAction: 'Take a heap dump before any restart; a restart wins time and loses the proof.' },
  cpu: {
    tell: platform,
    firstAction: 'Ask which process and which work uses it; compare the work per request with last week’s.'
  },
  disk: { tell: platform, firstAction: 'Find what writes, stop what can wait, and free what is known to be safe to delete.' },
  queue: { tell: application, firstAction: 'Compare what comes in with what is done per minute; slow down what can wait.' },
  retries: { tell: application, firstAction: 'Find what failed first, and limit or stop the retries while it recovers.' },
  'cost-per-work': {
    tell: database,
    firstAction: 'Find the statement or call that one request makes more of, and what was released before it did.'
  },
  load: {
    tell: application,
    firstAction: 'Ask who the visitors are: citizens, crawlers or our own retries. Only the first kind needs capacity.'
  },
  network: {
    tell: platform,
    firstAction: 'Check names, routes and loss from the hosts that complain, and from one that does not.'
  }
}

const otherwise: Told = { tell: application, firstAction: 'Ask what else moved at the same time and what moved before it.' }

export function tellFor(role: SeriesRole): Told {
  return ofRoles[role] ?? otherwise
}

const ofPopulations: Readonly<Record<RunPopulation, Told>> = {
  statements: {
    tell: database,
    firstAction:
      'List what runs now, find this statement, and compare its plan and row counts with a healthy day’s. Do not add connections first.'
  },
  requests: { tell: application, firstAction: 'Ask which route it is and what that route waits for: statements, calls, locks.' },
  spans: {
    tell: application,
    firstAction: 'Open a slow trace of this call and see whether it is slow itself or waits; tell the owner of the other side.'
  },
  events: {
    tell: application,
    firstAction: 'Read the newest of these lines with what stands around it, and ask since when they are there.'
  }
}

export function tellOfRuns(population: RunPopulation): Told {
  return ofPopulations[population]
}
