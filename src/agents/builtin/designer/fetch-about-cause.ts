import { type CauseCategory, type FetchNext, state } from '../../../domain/index.ts'
import { writtenOfOwn } from './fetch-about-own.ts'

type Written = readonly (readonly [what: string, command: string, settles: string])[]

/** What an operator should fetch to settle causes outside the service's own work. NAME stands for what the verdict names. */
const written: Partial<Record<CauseCategory, Written>> = {
  'slow-dependency': [
    [
      'what its owner measured and changed at that time',
      'its status page and the owner’s latency and errors for the window',
      'why it became slow, which only they can see'
    ],
    [
      'the time-outs that our calls to it have',
      'grep -rniE "timeout|deadline|circuit" in the client’s configuration and code',
      'whether anything would have ended a long call'
    ]
  ],
  'network-fault': [
    [
      'what names resolve to, asked of each resolver',
      'dig +tries=1 +time=2 NAME @RESOLVER, for every nameserver in /etc/resolv.conf',
      'whether one resolver does not answer'
    ],
    ['the road to the host', 'mtr --report NAME; the firewall’s log of dropped packets', 'where on the way packets are lost']
  ],
  'expired-certificate': [
    [
      'the dates of the certificate that is served',
      'openssl s_client -connect NAME:443 -servername NAME </dev/null | openssl x509 -noout -subject -issuer -dates',
      'when it expired, and whether the chain or the leaf did'
    ]
  ],
  'quota-exhaustion': [
    [
      'what takes the space, and since when',
      'df -h; df -i; du -xh --max-depth=2 PATH | sort -h | tail',
      'what grows, and who could delete it'
    ],
    [
      'what was refused meanwhile',
      'the application’s log of failed writes, and payments without a record',
      'what has to be done again'
    ]
  ],
  'retry-storm': [
    [
      'how clients repeat: time-out, attempts, pause',
      'grep -rniE "retry|attempts|backoff|timeout" in the clients’ code and configuration',
      'whether they repeat sooner than a slow answer comes'
    ],
    [
      'attempts by client over the first minutes',
      'the access log from five minutes before the onset, by client and request identifier',
      'what failed first and set it off'
    ]
  ],
  'cache-failure': [
    [
      'how keys are made and how long they are kept, before and after',
      'git log -p -S key -- on the code that reads and fills the cache',
      'why the cache no longer finds what it holds'
    ],
    [
      'hits, misses, evictions and memory of the cache',
      'INFO stats and INFO memory, or the cache’s own counters, for the window',
      'whether it was emptied, too small, or asked for other keys'
    ]
  ],
  'platform-outage': [
    [
      'what the platform’s owner tells of the time',
      'the provider’s status history and post-incident report; kubectl get events -A, or the hypervisor’s log',
      'what failed, and which instances stood on it'
    ],
    [
      'where each instance runs',
      'zone, rack and host of every instance',
      'whether those that are left would be lost together with another part'
    ]
  ]
}

/** What would settle what stays open about a cause of the class. */
export const aboutCause = (category: CauseCategory | undefined): FetchNext[] =>
  (category ? (written[category] ?? writtenOfOwn[category] ?? []) : []).map(([what, command, settles]) => ({
    what: state(what),
    command,
    settles: state(settles)
  }))
