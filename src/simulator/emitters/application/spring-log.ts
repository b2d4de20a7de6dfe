import { applicationEvents } from './application-events.ts'
import { dialects } from './dialects/index.ts'
import type { Emitter } from '../emitter.ts'

/** Spring Boot's logback console pattern: time, thread, level, abbreviated logger, message; stack traces on lines of their own. */
export const springLog: Emitter = (context) => {
  const { world, clock, file } = context
  const several = file.instance === undefined && world.scenario.service.instances.length > 1
  return {
    kind: 'lines',
    entries: applicationEvents(context, dialects.jvm).map(({ at, level, logger, thread, instance, message, trace }) => {
      const name = logger.includes('.') ? logger : `${world.scenario.service.logger}.${logger}`
      const where = several ? `[${instance}] ` : ''
      const head = `${clock.local(at)} ${where}[${thread}] ${level.padEnd(5)} ${abbreviate(name)} - ${message}`
      return { at, record: true, text: [head, ...trace].join('\n') }
    })
  }
}

/** `uk.example.waste.SlotController` → `u.e.w.SlotController`, as logback's `%logger{36}` does. */
function abbreviate(logger: string): string {
  const parts = logger.split('.')
  return [...parts.slice(0, -1).map((part) => part.charAt(0)), parts.at(-1)].join('.')
}
