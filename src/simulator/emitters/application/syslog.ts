import type { EmitContext, Emitter } from '../emitter.ts'
import { applicationEvents } from './application-events.ts'
import { dialects } from './dialects/index.ts'
import { type HostEvent, hostEvents } from './host-events.ts'

/** local0, where applications log. */
const local = 16
const severities = { DEBUG: 7, INFO: 6, WARN: 4, ERROR: 3 } as const

/** What reaches the system log of the hosts: the application's lines, each on one line, among those of the daemons. */
function logged(context: EmitContext): HostEvent[] {
  const { application, instances } = context.world.scenario.service
  const said = applicationEvents(context, dialects[context.file.runtime]).map(
    ({ at, level, logger, thread, instance, message, trace }): HostEvent => ({
      at,
      instance,
      program: application,
      pid: 2231 + instances.findIndex(({ name }) => name === instance) * 17,
      facility: local,
      severity: severities[level],
      // rsyslog writes a line end within a message as #012.
      message: [`${level} [${thread}] ${logger}: ${message}`, ...trace].join('#012').replaceAll('\t', '#011')
    })
  )
  return [...said, ...hostEvents(context)].sort((a, b) => a.at - b.at)
}

/** RFC 3164 as rsyslog writes files: no priority, no year, no zone. */
export const syslogBsd: Emitter = (context) => ({
  kind: 'lines',
  entries: logged(context).map(({ at, instance, program, pid, message }) => ({
    at,
    record: true,
    text: `${context.clock.short(at)} ${instance} ${program}${pid === null ? '' : `[${pid}]`}: ${message}`
  }))
})

/** RFC 5424 as it is sent: priority, version, time with its zone, host, program, process, id, structured data. */
export const syslog: Emitter = (context) => ({
  kind: 'lines',
  entries: logged(context).map(({ at, instance, program, pid, facility, severity, message }) => {
    const structured = facility === local ? '[origin software="logback" swVersion="1.5.6"]' : '-'
    return {
      at,
      record: true,
      text: `<${facility * 8 + severity}>1 ${context.clock.iso(at)} ${instance} ${program} ${pid ?? '-'} - ${structured} ${message}`
    }
  })
})
