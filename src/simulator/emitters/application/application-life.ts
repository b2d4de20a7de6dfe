import { gcShareOf } from '../../plant/heap.ts'
import type { EmitContext } from '../emitter.ts'
import { type ApplicationEvent, poolFigures } from './application-event.ts'
import type { Dialect, Voice } from './dialects/index.ts'

const monitorEveryMs = 300_000

/** What an instance logs without being asked: its start, its pool and heap, what happened to it, changes that it notices. */
export function lifeEvents(context: EmitContext, dialect: Dialect): ApplicationEvent[] {
  const { world, file } = context
  const { service } = world.scenario
  const instances = service.instances.filter(({ name }) => file.instance === undefined || name === file.instance)
  const events: ApplicationEvent[] = []
  const say = (
    at: number,
    instance: string,
    level: ApplicationEvent['level'],
    { logger, thread = 'main' }: Voice,
    message: string
  ): void => {
    if (at >= 0 && at < world.durationMs) events.push({ at, level, logger, thread, instance, message, trace: [], request: null })
  }
  const { pool, workers, memory, life } = dialect
  const [{ name: lead } = { name: '' }] = instances
  for (const { name, heapMb } of instances) {
    for (const { atMs, kind, entity, text, before, after } of world.happenings) {
      if (entity === name && kind === 'down' && text !== 'interrupted:out of memory')
        say(atMs - 900, name, 'INFO', life.stopped, life.stopping)
      if (entity === name && kind === 'up') start(name, atMs)
      if (entity === name && kind === 'out-of-memory') say(atMs, name, 'ERROR', memory.lost, memory.exhausted)
      if (kind !== 'limit' || before === after || before === null || after === null) continue
      if (entity === `pool@${name}`) say(atMs, name, 'INFO', pool.configured, pool.resized(before, after))
      if (entity === `workers@${name}`) say(atMs, name, 'INFO', workers.configured, workers.resized(before, after))
    }
    for (let at = monitorEveryMs / 2; at < world.durationMs; at += monitorEveryMs) {
      const figures = poolFigures(context, name, at)
      say(at + 137, name, figures.waiting > 0 ? 'WARN' : 'INFO', pool.watched, pool.figures(figures))
      const probe = world.probes.find(({ instance, atMs }) => instance === name && atMs >= at)
      if (!probe || probe.heapShare < 0.72) continue
      const overhead = Math.round(100 * gcShareOf(probe.heapShare))
      say(at + 141, name, 'WARN', memory.watched, memory.figures(Math.round(probe.heapShare * heapMb), heapMb, overhead))
    }
  }
  for (const { at, logged } of world.scenario.changes) {
    if (logged?.where !== 'application') continue
    const level = logged.level === 'WARN' ? 'WARN' : logged.level === 'ERROR' ? 'ERROR' : 'INFO'
    say(world.at(at), lead, level, { logger: logged.logger, thread: dialect.timer }, logged.text)
  }
  for (const planted of world.scenario.planted) {
    if (planted.where === 'application-log')
      say(world.at(planted.at), lead, planted.level, { logger: planted.logger, thread: dialect.thread(3) }, planted.text)
  }
  return events

  function start(instance: string, at: number): void {
    const limit = world.run.resources[`pool@${instance}`]?.series.limit[Math.floor(at / 60_000) + 1] ?? service.pool.size
    say(at - 8200, instance, 'INFO', life.spoken, life.starting(service, instance))
    say(at - 3100, instance, 'INFO', pool.opened, pool.started(Math.round(limit)))
    const seconds = `8.${world.random.fork(`start/${at}`).integer(100, 950)}`
    say(at - 40, instance, 'INFO', life.spoken, life.started(service, seconds))
  }
}
