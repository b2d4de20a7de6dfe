import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

export interface LoggerOptions {
  /** pino's levels; `silent` writes nothing. @default 'warn' */
  readonly level?: string
}

/** Logs go to stderr as JSON lines, never mixed with results on stdout. Keys never reach a log. */
export function createLogger({ level = 'warn' }: LoggerOptions = {}): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ['apiKey', '*.apiKey', 'headers.authorization', '*.authorization'], censor: '[secret]' }
    },
    pino.destination({ dest: 2, sync: true })
  )
}
