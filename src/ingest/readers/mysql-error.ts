import { createPatternReader } from './pattern-format.ts'

const level = '\\[(?<level>System|Warning|ERROR|Note|Error|SYSTEM|WARNING|NOTE)\\]'

/** Error logs of MySQL, MariaDB and Galera. */
export const mysqlError = createPatternReader({
  format: 'mysql-error',
  title: 'MySQL error log',
  certainty: 0.95,
  patterns: [
    new RegExp(
      `^(?<time>\\d{4}-\\d\\d-\\d\\d[T ] ?\\d{1,2}:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)?) (?<thread>\\d+) ${level} (?:\\[(?<code>MY-\\d+)\\] \\[(?<logger>[^\\]]*)\\] )?(?<message>.*)$`
    ),
    new RegExp(`^(?<time>\\d{6} +\\d{1,2}:\\d\\d:\\d\\d) +(?:(?<thread>\\d+) )?${level} (?<message>.*)$`),
    /^(?<time>\d{6} +\d{1,2}:\d\d:\d\d) *(?<logger>InnoDB|mysqld_safe|mysqld):? (?<message>.*)$/
  ]
})
