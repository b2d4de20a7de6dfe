import type { CauseCategory } from '../../../domain/index.ts'

/** What an operator should fetch to settle causes in the service's own machines, code, data and jobs, and in who comes to it. */
export const writtenOfOwn: Partial<
  Record<CauseCategory, readonly (readonly [what: string, command: string, settles: string])[]>
> = {
  'faulty-instance': [
    [
      'what the host of the instance says of itself',
      'dmesg -T; the hypervisor’s events; steal, throttling and disk errors of the host for the window',
      'whether the machine, its neighbour or its set-up is at fault'
    ],
    [
      'in what it differs from its peers',
      'version, image, configuration, flags and limits of each instance, compared',
      'whether it runs the same thing at all'
    ]
  ],
  'memory-leak': [
    [
      'what the memory is full of',
      'jcmd PID GC.heap_dump (or the runtime’s own), twice, an hour apart; compare what grew',
      'which objects are kept, and by whom'
    ]
  ],
  'resource-leak': [
    [
      'who holds what is held',
      'the pool’s leak detection; SELECT pid, state, state_change, query FROM pg_stat_activity; lsof -p PID; a thread dump',
      'which path takes and does not give back'
    ]
  ],
  'batch-interference': [
    ['when the job runs and who started it', 'crontab -l; the scheduler’s history; the job’s own log', 'why it ran in the day'],
    ['what it took', 'the database’s activity by application name and user, for the window', 'how much of the resource it used']
  ],
  'abusive-traffic': [
    [
      'who they are',
      'the owner of the network (whois), the user agent’s page, and what they fetched in which order',
      'whether they can be asked, limited or blocked'
    ]
  ],
  'query-amplification': [
    ['the calls of one request', 'one trace of it, or the statement log of one session', 'which loop asks, and for what'],
    ['what changed where it asks', 'git log -p on the code behind the route', 'since when it asks one by one']
  ],
  'code-defect': [
    [
      'where the time or the failure is',
      'a profile or thread dumps under the input named; the full stack trace',
      'the line that fails or stalls'
    ],
    ['what changed there', 'git log -p -- on the file of the named place', 'which change brought it']
  ],
  'data-defect': [
    ['the record as it is stored', 'SELECT * FROM the table WHERE its key is the value named', 'what is missing or wrong in it'],
    [
      'where it came from',
      'the log and the source file of the last import or edit of the record',
      'whether others came the same way'
    ]
  ]
}
