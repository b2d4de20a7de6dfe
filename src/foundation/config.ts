import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** The environment as Inquest understands it. This file is the only reader of `process.env`. */
const Environment = z.object({
  INQUEST_CACHE_DIR: z.string().min(1).optional(),
  INQUEST_DATA_DIR: z.string().min(1).optional(),
  INQUEST_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
  XDG_CACHE_HOME: z.string().min(1).optional(),
  XDG_DATA_HOME: z.string().min(1).optional(),
  LOCALAPPDATA: z.string().min(1).optional(),
  NO_COLOR: z.string().optional(),
  FORCE_COLOR: z.string().optional(),
  CI: z.string().optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: z.url().optional(),
  AZURE_OPENAI_API_KEY: z.string().min(1).optional(),
  AZURE_OPENAI_ENDPOINT: z.url().optional(),
  AZURE_OPENAI_API_VERSION: z.string().min(1).optional()
})

/** Where models are reached and with which key. A key is never written anywhere. */
export interface ModelAccess {
  readonly openai: { readonly apiKey: string | null; readonly baseUrl: string }
  readonly azure: { readonly apiKey: string | null; readonly endpoint: string | null; readonly apiVersion: string }
}

export interface Config {
  /** Where warehouses are cached (mode 0700). */
  readonly cacheDir: string
  /** What a user keeps for good: learned patterns (mode 0700). */
  readonly dataDir: string
  /** Above this the oldest warehouses are evicted. */
  readonly cacheBytes: number
  readonly logLevel: string
  readonly color: boolean | null
  readonly models: ModelAccess
}

/** Reads the configuration from an environment. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const env = Environment.parse(environment)
  const base = env.XDG_CACHE_HOME ?? (process.platform === 'win32' ? env.LOCALAPPDATA : undefined) ?? join(homedir(), '.cache')
  const data =
    env.XDG_DATA_HOME ?? (process.platform === 'win32' ? env.LOCALAPPDATA : undefined) ?? join(homedir(), '.local', 'share')
  return {
    dataDir: env.INQUEST_DATA_DIR ?? join(data, 'inquest'),
    cacheDir: env.INQUEST_CACHE_DIR ?? join(base, 'inquest'),
    cacheBytes: 20 * 1024 ** 3,
    logLevel: env.INQUEST_LOG_LEVEL ?? 'warn',
    color: env.NO_COLOR ? false : env.FORCE_COLOR ? true : null,
    models: {
      openai: { apiKey: env.OPENAI_API_KEY ?? null, baseUrl: env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1' },
      azure: {
        apiKey: env.AZURE_OPENAI_API_KEY ?? null,
        endpoint: env.AZURE_OPENAI_ENDPOINT ?? null,
        apiVersion: env.AZURE_OPENAI_API_VERSION ?? '2024-10-21'
      }
    }
  }
}

/** Forces the tracing of LangChain's libraries off, whatever the environment says. Call before they are imported. */
export function forbidTracing(environment: Record<string, string | undefined> = process.env): void {
  for (const name of Object.keys(environment)) if (/^(LANGSMITH|LANGCHAIN)_/.test(name)) delete environment[name]
  environment['LANGSMITH_TRACING'] = 'false'
  environment['LANGCHAIN_TRACING_V2'] = 'false'
  environment['LANGCHAIN_CALLBACKS_BACKGROUND'] = 'false'
}
