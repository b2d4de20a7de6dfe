import { createPatternReader } from './pattern-format.ts'

const levels = '(?<level>emerg|alert|crit|error|warn|notice|info|debug|trace\\d?)'

/** Error logs of nginx and Apache. */
export const serverErrorLog = createPatternReader({
  format: 'server-error-log',
  title: 'Web server error log (nginx, Apache)',
  certainty: 0.95,
  patterns: [
    new RegExp(
      `^(?<time>\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) \\[${levels}\\] (?<pid>\\d+)#(?<thread>\\d+): (?:\\*(?<connection>\\d+) )?(?<message>.*)$`
    ),
    new RegExp(
      `^\\[(?<time>[A-Z][a-z]{2} [A-Z][a-z]{2} +\\d+ \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? \\d{4})\\] \\[(?:(?<logger>[\\w-]+):)?${levels}\\](?: \\[pid (?<pid>\\d+)(?::tid (?<thread>\\d+))?\\])?(?: \\[client (?<client>[\\w.:]+?)(?::\\d+)?\\])?:? (?<message>.*)$`
    )
  ]
})
