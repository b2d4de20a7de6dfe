import { createPatternReader } from './pattern-format.ts'

const short = String.raw`(?<time>(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d+)?)`
const iso = String.raw`(?<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)`
const program = String.raw`(?<logger>[^\s:[\]]{1,60}?(?:\([^)]*\))?)(?:\[(?<pid>\d+)\])?`

/** Syslog of RFC 3164 (with or without priority, short or ISO times) and RFC 5424. */
export const syslog = createPatternReader({
  format: 'syslog',
  title: 'System log (syslog)',
  certainty: 0.88,
  patterns: [
    new RegExp(
      String.raw`^<(?<priority>\d{1,3})>\d ${iso} (?<entity>\S+) (?<logger>\S+) (?<pid>\S+) (?<id>\S+) (?:-|(?<structured>(?:\[[^\]]*\])+)) ?(?:\uFEFF)?(?<message>.*)$`
    ),
    new RegExp(`^(?:<(?<priority>\\d{1,3})>)?${short} (?<entity>[\\w.:-]+) (?:last )?${program}: ?(?<message>.*)$`),
    new RegExp(`^(?:<(?<priority>\\d{1,3})>)?${iso} (?<entity>[A-Za-z][\\w.-]*) ${program}: (?<message>.*)$`),
    new RegExp(
      `^(?:<(?<priority>\\d{1,3})>)?${short} (?<entity>[\\w.:-]+) (?<message>(?:last message repeated|-- MARK --|kernel).*)$`
    )
  ]
})
