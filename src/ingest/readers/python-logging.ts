import { createPatternReader } from './pattern-format.ts'

const time = String.raw`(?<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)`
const level = '(?<level>DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|NOTSET|TRACE|SUCCESS|AUDIT)'

/** Python's logging module in its usual formats, and those of Django, Flask, gunicorn, Celery, loguru and OpenStack. */
export const pythonLogging = createPatternReader({
  format: 'python-logging',
  title: 'Python application log',
  certainty: 0.91,
  patterns: [
    new RegExp(`^${time} - (?<logger>[\\w.-]+) - (?:(?<thread>[\\w-]+) - )?${level} - (?<message>.*)$`),
    new RegExp(`^${time} \\| ${level} +\\| (?<logger>[\\w.<>]+:[\\w.<>]+:\\d+) - (?<message>.*)$`),
    new RegExp(`^\\[${time}\\] ${level} in (?<logger>[\\w.]+): (?<message>.*)$`),
    new RegExp(`^\\[${time}\\] \\[(?<pid>\\d+)\\] \\[${level}\\] (?<message>.*)$`),
    new RegExp(`^\\[${time}: ${level}/(?<thread>[\\w-]+)\\] (?<message>.*)$`),
    new RegExp(`^${time} (?<pid>\\d+) ${level} (?<logger>[\\w.]+) (?:\\[(?<request>[^\\]]*)\\] )?(?<message>.*)$`),
    new RegExp(`^${level} ${time} (?<logger>[\\w.]+) (?<pid>\\d+) (?<thread>\\d+) (?<message>.*)$`),
    new RegExp(`^${time} ${level} +(?<logger>[a-z_][\\w]*(?:\\.[\\w]+)*)(?: \\[(?<place>[^\\]]+)\\])?:? (?<message>.*)$`),
    new RegExp(`^${time} \\[${level}\\] (?<logger>[a-z_][\\w.]*): (?<message>.*)$`)
  ]
})
