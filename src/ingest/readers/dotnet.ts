import { createPatternReader } from './pattern-format.ts'

const level = '(?<level>VRB|DBG|INF|WRN|ERR|FTL)'
const time = String.raw`(?<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:\d\d))?)`

/** Serilog, NLog and the console logger of .NET. */
export const dotnet = createPatternReader({
  format: 'dotnet',
  title: '.NET application log (Serilog, NLog)',
  certainty: 0.92,
  patterns: [
    new RegExp(
      `^\\[?${time} \\[?${level}\\] (?:\\[(?<thread>\\d+)\\] )?(?:\\[?(?<logger>[A-Z]\\w*(?:\\.\\w+)+)\\]?:? )?(?<message>.*)$`
    ),
    new RegExp(
      `^\\[(?<time>\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?) ${level}\\] (?:(?<logger>[A-Z]\\w*(?:\\.\\w+)+): )?(?<message>.*)$`
    ),
    new RegExp(
      `^${time}\\|(?:(?<event>\\d+)\\|)?(?<level>TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\\|(?<logger>[^|]*)\\|(?<message>.*)$`
    )
  ]
})
