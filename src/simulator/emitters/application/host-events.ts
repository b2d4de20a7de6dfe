import type { EmitContext } from '../emitter.ts'

/** What a host's own daemons say. */
export interface HostEvent {
  readonly at: number
  readonly instance: string
  readonly program: string
  readonly pid: number | null
  /** Syslog's numbers: kernel 0, daemon 3, auth 4, cron 9. */
  readonly facility: number
  readonly severity: number
  readonly message: string
}

/** The life of the hosts: noise of healthy parts, and what truly was done to them. */
export function hostEvents({ world, file, random }: EmitContext): HostEvent[] {
  const { instances, application } = world.scenario.service
  const events: HostEvent[] = []
  const say = (event: HostEvent): void => void (event.at >= 0 && event.at < world.durationMs && events.push(event))
  for (const { name: instance, heapMb } of instances) {
    if (file.instance !== undefined && file.instance !== instance) continue
    const daemon = { instance, facility: 3, severity: 6 }
    for (let at = 60_000 * random.uniform(); at < world.durationMs; at += 600_000) {
      const pid = random.integer(20_000, 60_000)
      say({
        at,
        instance,
        program: 'CRON',
        pid,
        facility: 9,
        severity: 6,
        message: '(root) CMD (/usr/lib/sysstat/debian-sa1 1 1)'
      })
    }
    for (let at = 3_000_000 * random.uniform(); at < world.durationMs; at += random.integer(1_400_000, 3_600_000)) {
      say({ ...daemon, at, program: 'chronyd', pid: 612, message: `Selected source 10.20.0.${random.integer(2, 5)}` })
      say({ ...daemon, at: at + 41_000, program: 'systemd', pid: 1, message: 'logrotate.service: Deactivated successfully.' })
    }
    for (const { atMs, kind, entity, text } of world.happenings) {
      if (entity !== instance) continue
      const unit = `${application}.service`
      if (kind === 'out-of-memory')
        say({
          at: atMs + 20,
          instance,
          program: 'kernel',
          pid: null,
          facility: 0,
          severity: 4,
          message: `Out of memory: Killed process 2231 (java) total-vm:${heapMb * 2600}kB, anon-rss:${heapMb * 1000}kB, file-rss:0kB`
        })
      if (kind === 'down' && !text.includes('out of memory'))
        say({ ...daemon, at: atMs, program: 'systemd', pid: 1, message: `Stopping ${unit}...` })
      if (kind === 'up') say({ ...daemon, at: atMs, program: 'systemd', pid: 1, message: `Started ${unit}.` })
    }
  }
  return events
}
