import { classNameOf, type PoolFigures } from '../application-event.ts'
import type { Dialect, Thrown } from './dialect.ts'

const figures = ({ total, active, idle, waiting }: PoolFigures): string =>
  `total=${total}, active=${active}, idle=${idle}, waiting=${waiting}`
const spring = { logger: 'org.springframework.boot.SpringApplication' }

/** Java with Spring Boot, Tomcat and HikariCP. */
export const jvm: Dialect = {
  thread: (number) => `http-nio-8080-exec-${number}`,
  timer: 'scheduler-1',
  pool: {
    asked: { logger: 'com.zaxxer.hikari.pool.HikariPool' },
    exhausted: (waitedMs, of) =>
      `HikariPool-1 - Connection is not available, request timed out after ${waitedMs}ms (${figures(of)})`,
    watched: { logger: 'PoolMonitor', thread: 'monitor-1' },
    figures: (of) => `HikariPool-1 - Pool stats (${figures(of)})`,
    configured: { logger: 'com.zaxxer.hikari.HikariConfig', thread: 'config-watcher' },
    resized: (before, after) => `HikariPool-1 - maximumPoolSize: ${before} -> ${after}`,
    opened: { logger: 'com.zaxxer.hikari.HikariDataSource' },
    started: (limit) => `HikariPool-1 - Start completed (maximumPoolSize=${limit})`
  },
  workers: {
    configured: { logger: 'TomcatWebServer', thread: 'config-watcher' },
    resized: (before, after) => `maxThreads: ${before} -> ${after}`
  },
  memory: {
    watched: { logger: 'MemoryMonitor', thread: 'monitor-1' },
    figures: (used, heap, gc) => `Heap ${used} MB of ${heap} MB in use, ${gc} % of the last minute spent in GC`,
    lost: { logger: 'UncaughtExceptionHandler', thread: 'http-nio-8080-Poller' },
    exhausted: 'java.lang.OutOfMemoryError: Java heap space'
  },
  life: {
    spoken: spring,
    starting: ({ application }, instance) => `Starting ${classNameOf(application)}Application on ${instance}`,
    started: ({ application }, seconds) => `Started ${classNameOf(application)}Application in ${seconds} seconds`,
    stopped: { logger: 'LifecycleManager', thread: 'SpringApplicationShutdownHook' },
    stopping: 'Shutdown signal received, closing'
  },
  trace: (what, message, { logger }, route) => {
    const frames = [
      `\tat ${logger}.web.${route.log.logger}.handle(${route.log.logger}.java:${40 + (route.id.length % 50)})`,
      `\tat ${logger}.web.RequestFilter.doFilter(RequestFilter.java:61)`
    ]
    const thrown: Record<Thrown, readonly string[]> = {
      connection: [
        'org.springframework.jdbc.CannotGetJdbcConnectionException: Failed to obtain JDBC Connection',
        '\tat org.springframework.jdbc.datasource.DataSourceUtils.getConnection(DataSourceUtils.java:84)'
      ],
      call: [`${logger}.client.UpstreamException: ${message}`],
      statement: [`org.springframework.dao.DataAccessResourceFailureException: ${message}`],
      code: [message],
      nothing: []
    }
    return [...thrown[what], ...frames]
  }
}
