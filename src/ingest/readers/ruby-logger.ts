import { createPatternReader } from './pattern-format.ts'

/** Ruby's Logger, as Rails and Sidekiq write it; request parameters and back-traces on further lines are joined. */
export const rubyLogger = createPatternReader({
  format: 'ruby-logger',
  title: 'Ruby application log (Logger, Rails)',
  certainty: 0.96,
  patterns: [
    /^[DIWEFAU], \[(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?) +#(?<pid>\d+)\] +(?<level>DEBUG|INFO|WARN|ERROR|FATAL|ANY) -- (?<logger>[^:]*): (?:\[(?<request>[0-9a-f-]{8,36})\] ?)?(?<message>.*)$/
  ]
})
