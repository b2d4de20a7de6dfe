import type { CauseCategory, Remedy, RootCause } from '../../../domain/index.ts'
import { remedy, type RemedyDraft } from './remedy.ts'

type Written = readonly (readonly [Remedy['class'], Remedy['horizon'], string, 'statement' | 'mechanism'])[]

/** Remedies of causes in the service's own machines, code, data and jobs, and in who comes to it. */
const written: Partial<Record<CauseCategory, Written>> = {
  'faulty-instance': [
    [
      'fix-cause',
      'now',
      'Take the instance out of rotation, keep it for examination, and put another in its place.',
      'statement'
    ],
    [
      'fix-cause',
      'durable',
      'Mend or replace what the instance stands on, and let the load balancer take out by itself an instance whose latency or failures part from its peers.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Alert on the distance of each instance from its peers; the average of all hides one of them.',
      'statement'
    ]
  ],
  'memory-leak': [
    [
      'fix-cause',
      'durable',
      'Find what is kept by comparing two heap dumps an hour apart, and bound or release it: a limit, an expiry, a removed listener.',
      'statement'
    ],
    [
      'restart',
      'now',
      'Stop-gap: restart one instance after the other before memory is full, so that no citizen meets the end of one.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Alert on the floor of memory after collecting, and on the share of time that collecting takes.',
      'mechanism'
    ]
  ],
  'resource-leak': [
    [
      'fix-cause',
      'durable',
      'Give back on every path what is taken: a scope that closes by itself, also when something fails or returns early.',
      'statement'
    ],
    ['restart', 'now', 'Stop-gap: restart before the resource has run out; it will run out again.', 'mechanism'],
    [
      'observe',
      'durable',
      'Switch on the pool’s own leak detection, and alert on what is held for longer than any work takes.',
      'mechanism'
    ]
  ],
  'batch-interference': [
    ['limit-load', 'now', 'Stop the run, or cut it to one session, until the day’s work is over.', 'statement'],
    [
      'fix-cause',
      'durable',
      'Let the run take place out of hours, in small steps, with a limit on its share of the resource or on a replica of its own.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Record when jobs start and end beside the monitoring, and alert when one runs in the day.',
      'statement'
    ]
  ],
  'abusive-traffic': [
    [
      'limit-load',
      'now',
      'Rate-limit or block these clients at the edge, by what tells them from people, so that nobody else is hit.',
      'statement'
    ],
    [
      'fix-cause',
      'durable',
      'Set a rate for each client and network, say in robots.txt what may be fetched, and offer the data as a file to those who want all of it.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Alert when few clients make most of the requests, not only when there are many requests.',
      'statement'
    ]
  ],
  'query-amplification': [
    [
      'fix-cause',
      'durable',
      'Ask once for all that a request needs: a join, a list of keys, or a batch; not once for each item.',
      'statement'
    ],
    ['limit-load', 'now', 'Stop-gap: switch the part of the page that asks off, or show fewer items.', 'mechanism'],
    [
      'observe',
      'durable',
      'Count calls for each request in tests and in monitoring, and alert when they rise with a release.',
      'statement'
    ]
  ],
  'code-defect': [
    [
      'fix-cause',
      'durable',
      'Correct the code at the place that is named, with a test of the input that it fails or stalls on.',
      'statement'
    ],
    [
      'limit-load',
      'now',
      'Stop-gap: switch the path off or give it a time limit, so that it cannot take what others need.',
      'mechanism'
    ],
    [
      'observe',
      'durable',
      'Alert on each new kind of exception, and on processor time for each route, from the minute of a release.',
      'statement'
    ]
  ],
  'data-defect': [
    ['fix-cause', 'now', 'Correct the record that is named, and look for others like it from the same source.', 'statement'],
    [
      'fix-cause',
      'durable',
      'Check what is loaded before it is used (required fields, ranges), and let the code answer for a record that is not whole.',
      'mechanism'
    ],
    ['observe', 'durable', 'Alert on failures by record or tenant: a small share of all can be all of one.', 'statement']
  ]
}

/** Undefined for causes that lie elsewhere. */
export function remediesOfOwn({ category, cites }: RootCause): RemedyDraft[] | undefined {
  return written[category]?.map(([kind, horizon, action, why]) => remedy(kind, horizon, action, cites[why]))
}
