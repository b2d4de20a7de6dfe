import type { CauseCategory, Remedy, RootCause } from '../../../domain/index.ts'
import { remedy, type RemedyDraft } from './remedy.ts'

type Written = readonly (readonly [Remedy['class'], Remedy['horizon'], string, 'statement' | 'mechanism'])[]

/** Remedies of causes that lie in what the service stands on, calls or is asked by. */
const written: Partial<Record<CauseCategory, Written>> = {
  'slow-dependency': [
    [
      'fix-cause',
      'durable',
      'Let no call to it hold what other work needs: a time-out not much above its usual answer, a bulkhead of its own, and an answer to citizens for when it is missing.',
      'mechanism'
    ],
    [
      'limit-load',
      'now',
      'Stop-gap: open a circuit breaker towards it, so that callers fail fast instead of waiting.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Alert on the duration and failures of calls to it by themselves, and agree with its owner on what they owe each other.',
      'statement'
    ]
  ],
  'network-fault': [
    [
      'fix-cause',
      'now',
      'Have the way to these hosts mended: name servers, routes, firewall rules, as it was when they were last reached.',
      'statement'
    ],
    [
      'fix-cause',
      'durable',
      'Let names be asked of two resolvers that fail independently, with short time-outs and a local cache of answers; test changes of the network from where the service runs.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Probe name resolution and the road to each dependency every minute, and alert apart from the dependency itself.',
      'statement'
    ]
  ],
  'expired-certificate': [
    ['fix-cause', 'now', 'Renew the certificate, or have its owner renew it; do not switch off its verification.', 'statement'],
    [
      'fix-cause',
      'durable',
      'Renew certificates by themselves, long before they expire, and keep a list of all on which the service depends, others’ too.',
      'statement'
    ],
    ['observe', 'durable', 'Alert weeks and again days before a certificate expires, as seen from outside.', 'mechanism']
  ],
  'quota-exhaustion': [
    [
      'fix-cause',
      'now',
      'Free what is used up: delete or move what nobody needs, and check that what was refused is done again.',
      'statement'
    ],
    [
      'fix-cause',
      'durable',
      'Bound what grows: rotate, archive or expire it, and give what must not fail a share of its own.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Alert on the time that is left at the present growth, in days, rather than on a share used.',
      'mechanism'
    ]
  ],
  'retry-storm': [
    [
      'limit-load',
      'now',
      'Stop-gap: shed repeated attempts at the door until the queue is empty, then admit clients step by step.',
      'mechanism'
    ],
    [
      'fix-cause',
      'durable',
      'Let clients wait ever longer between attempts, each by a random part (exponential back-off with jitter), after a time-out longer than a slow answer, within a budget of repetitions, and stop when they are told to.',
      'mechanism'
    ],
    [
      'fix-cause',
      'durable',
      'Drop work whose client has given up, and answer an overload quickly with the time after which to ask again.',
      'mechanism'
    ],
    ['observe', 'durable', 'Alert on attempts per intent, which rise before the load does.', 'statement']
  ],
  'cache-failure': [
    [
      'fix-cause',
      'durable',
      'Find out why the cache no longer finds what it holds (its key, how long it keeps, what empties it), and test its share of hits before each release.',
      'statement'
    ],
    [
      'fix-cause',
      'durable',
      'Let one request work out a missing value while the others wait for it or get the old one (stampede protection), and spread times of expiry.',
      'mechanism'
    ],
    [
      'limit-load',
      'now',
      'Stop-gap: limit how much may go past the cache at once, so that what stands behind it can answer at all.',
      'mechanism'
    ],
    ['observe', 'durable', 'Alert on the share of hits, which falls before what stands behind suffers.', 'statement']
  ],
  'platform-outage': [
    [
      'limit-load',
      'now',
      'Stop-gap: admit so many at a time as what is left serves well (a waiting room, rate limits), and take the lost instances out of the balancer.',
      'mechanism'
    ],
    [
      'fix-cause',
      'durable',
      'Spread the service over parts of the platform that fail independently, so that what is left after the loss of one carries the usual peak; rehearse it.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Alert on the number of instances that serve, and subscribe to what the platform’s owner tells of its state.',
      'statement'
    ]
  ]
}

/** Null for a class whose remedies are not here. */
export function remediesOfSurroundings({ category, cites }: RootCause): RemedyDraft[] | null {
  return written[category]?.map(([kind, horizon, action, why]) => remedy(kind, horizon, action, cites[why])) ?? null
}
