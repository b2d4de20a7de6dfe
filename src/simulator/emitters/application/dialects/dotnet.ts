import { classNameOf, type PoolFigures } from '../application-event.ts'
import type { Dialect, Thrown } from './dialect.ts'

const figures = ({ total, active, idle, waiting }: PoolFigures): string =>
  `total=${total}, active=${active}, idle=${idle}, waiting=${waiting}`
const lifetime = { logger: 'Microsoft.Hosting.Lifetime' }

/** ASP.NET Core on Kestrel with Microsoft.Data.SqlClient. */
export const dotnet: Dialect = {
  thread: (number) => String(number + 11),
  timer: '7',
  pool: {
    asked: { logger: 'Microsoft.EntityFrameworkCore.Database.Connection' },
    exhausted: (waitedMs, of) =>
      `An error occurred using the connection to the database after ${waitedMs} ms: all pooled connections were in use and max pool size was reached (${figures(of)})`,
    watched: { logger: 'Hosting.ConnectionPoolReporter', thread: '9' },
    figures: (of) => `Connection pool: ${figures(of)}`,
    configured: { logger: 'Hosting.OptionsReloader', thread: '9' },
    resized: (before, after) => `Connection string reloaded: Max Pool Size ${before} -> ${after}`,
    opened: { logger: 'Hosting.Startup' },
    started: (limit) => `Connection string read: Max Pool Size=${limit}`
  },
  workers: {
    configured: { logger: 'Hosting.OptionsReloader', thread: '9' },
    resized: (before, after) => `ThreadPool maximum of worker threads: ${before} -> ${after}`
  },
  memory: {
    watched: { logger: 'Hosting.RuntimeCounters', thread: '9' },
    figures: (used, heap, gc) => `GC heap ${used} MB of ${heap} MB, time in GC ${gc} %`,
    lost: { logger: 'Microsoft.AspNetCore.Server.Kestrel', thread: '4' },
    exhausted: "System.OutOfMemoryException: Exception of type 'System.OutOfMemoryException' was thrown."
  },
  life: {
    spoken: lifetime,
    starting: (_, instance) => `Hosting environment: Production, content root path: C:\\inetpub\\apps, machine ${instance}`,
    started: ({ application }, seconds) => `Application started: ${classNameOf(application)}.Web, ready after ${seconds} s`,
    stopped: lifetime,
    stopping: 'Application is shutting down...'
  },
  trace: (what, message, { application }, { log: { logger } }) => {
    const space = classNameOf(application)
    const frames = [
      `   at ${space}.Web.Controllers.${logger}.Handle(CancellationToken cancellationToken) in C:\\build\\src\\${space}.Web\\Controllers\\${logger}.cs:line ${50 + (logger.length % 60)}`,
      '   at Microsoft.AspNetCore.Routing.EndpointMiddleware.<Invoke>g__AwaitRequestTask|7_0(Endpoint endpoint, Task requestTask, ILogger logger)'
    ]
    const thrown: Record<Thrown, readonly string[]> = {
      connection: [
        'System.InvalidOperationException: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.',
        '   at Microsoft.Data.Common.ADP.ExceptionWithStackTrace(Exception e)'
      ],
      call: [`System.Net.Http.HttpRequestException: ${message}`],
      statement: [`Microsoft.Data.SqlClient.SqlException (0x80131904): ${message}`],
      code: [message],
      nothing: []
    }
    return [...thrown[what], ...frames]
  }
}
