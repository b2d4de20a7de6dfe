import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** The environment as Inquest understands it. This file is the only reader of `process.env`. */
const Environment = z.object({
  INQUEST_CACHE_DIR: z.string().min(1).optional(),
  INQUEST_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
  XDG_CACHE_HOME: z.string().min(1).optional(),
  LOCALAPPDATA: z.string().min(1).optional(),
  NO_COLOR: z.string().optional(),
  FORCE_COLOR: z.string().optional(),
  CI: z.string().optional()
})

export interface Config {
  /** Where warehouses are cached (mode 0700). */
  readonly cacheDir: string
  /** Above this the oldest warehouses are evicted. */
  readonly cacheBytes: number
  readonly logLevel: string
  readonly color: boolean | null
}

/** Reads the configuration from an environment. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const env = Environment.parse(environment)
  const base = env.XDG_CACHE_HOME ?? (process.platform === 'win32' ? env.LOCALAPPDATA : undefined) ?? join(homedir(), '.cache')
  return {
    cacheDir: env.INQUEST_CACHE_DIR ?? join(base, 'inquest'),
    cacheBytes: 20 * 1024 ** 3,
    logLevel: env.INQUEST_LOG_LEVEL ?? 'warn',
    color: env.NO_COLOR ? false : env.FORCE_COLOR ? true : null
  }
}
