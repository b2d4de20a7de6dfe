import { gcShareOf } from '../../plant/heap.ts'
import { type ApplicationEvent, classNameOf, poolFigures } from './application-event.ts'
import type { EmitContext } from '../emitter.ts'

const monitorEveryMs = 300_000

/** What an instance logs without being asked: its start, its pool and heap, what happened to it, changes that it notices. */
export function lifeEvents(context: EmitContext): ApplicationEvent[] {
  const { world, file } = context
  const instances = world.scenario.service.instances.filter(({ name }) => file.instance === undefined || name === file.instance)
  const events: ApplicationEvent[] = []
  const say = (
    at: number,
    instance: string,
    level: ApplicationEvent['level'],
    logger: string,
    message: string,
    thread = 'main'
  ): void => {
    if (at >= 0 && at < world.durationMs) events.push({ at, level, logger, thread, instance, message, trace: [], request: null })
  }
  const [{ name: lead } = { name: '' }] = instances
  for (const { name, heapMb } of instances) {
    for (const happening of world.happenings) {
      const { atMs, kind, entity, text, before, after } = happening
      if (entity === name && kind === 'down' && text !== 'interrupted:out of memory')
        say(atMs - 900, name, 'INFO', 'LifecycleManager', 'Shutdown signal received, closing', 'SpringApplicationShutdownHook')
      if (entity === name && kind === 'up') start(name, atMs)
      if (entity === name && kind === 'out-of-memory')
        say(atMs, name, 'ERROR', 'UncaughtExceptionHandler', text, 'http-nio-8080-Poller')
      if (entity === `pool@${name}` && kind === 'limit' && before !== after)
        say(
          atMs,
          name,
          'INFO',
          'com.zaxxer.hikari.HikariConfig',
          `HikariPool-1 - maximumPoolSize: ${before} -> ${after}`,
          'config-watcher'
        )
      if (entity === `workers@${name}` && kind === 'limit' && before !== after)
        say(atMs, name, 'INFO', 'TomcatWebServer', `maxThreads: ${before} -> ${after}`, 'config-watcher')
    }
    for (let at = monitorEveryMs / 2; at < world.durationMs; at += monitorEveryMs) {
      const figures = poolFigures(context, name, at)
      const waiting = Number(/waiting=(\d+)/.exec(figures)?.[1] ?? 0)
      say(at + 137, name, waiting > 0 ? 'WARN' : 'INFO', 'PoolMonitor', `HikariPool-1 - Pool stats (${figures})`, 'monitor-1')
      const probe = world.probes.find(({ instance, atMs }) => instance === name && atMs >= at)
      if (!probe || probe.heapShare < 0.72) continue
      const overhead = Math.round(100 * gcShareOf(probe.heapShare))
      say(
        at + 141,
        name,
        'WARN',
        'MemoryMonitor',
        `Heap ${Math.round(probe.heapShare * heapMb)} MB of ${heapMb} MB in use, ${overhead} % of the last minute spent in GC`,
        'monitor-1'
      )
    }
  }
  for (const { at, logged } of world.scenario.changes) {
    if (logged?.where === 'application')
      say(
        world.at(at),
        lead,
        logged.level === 'WARN' ? 'WARN' : logged.level === 'ERROR' ? 'ERROR' : 'INFO',
        logged.logger,
        logged.text,
        'scheduler-1'
      )
  }
  return events

  function start(instance: string, at: number): void {
    const { application, pool } = world.scenario.service
    const limit = world.run.resources[`pool@${instance}`]?.series.limit[Math.floor(at / 60_000) + 1] ?? pool.size
    say(
      at - 8200,
      instance,
      'INFO',
      'org.springframework.boot.SpringApplication',
      `Starting ${classNameOf(application)}Application on ${instance}`
    )
    say(
      at - 3100,
      instance,
      'INFO',
      'com.zaxxer.hikari.HikariDataSource',
      `HikariPool-1 - Start completed (maximumPoolSize=${Math.round(limit)})`
    )
    say(
      at - 40,
      instance,
      'INFO',
      'org.springframework.boot.SpringApplication',
      `Started ${classNameOf(application)}Application in 8.${world.random.fork(`start/${at}`).integer(100, 950)} seconds`
    )
  }
}
