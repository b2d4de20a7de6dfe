import { type ConfigFile, readConfig } from '../foundation/index.ts'
import {
  createLimiter,
  createModel,
  createPostbox,
  guardedSend,
  type GuardOptions,
  langchainSend,
  type Line,
  type RequestAbout,
  type Send
} from '../models/index.ts'

export interface SeamOptions extends Pick<GuardOptions, 'redact' | 'recall' | 'record' | 'now'> {
  readonly model: string
  /** Another model for single roles. */
  readonly roles: ConfigFile['roles']
  readonly limits: ConfigFile['limits']
  readonly reserve: (model: string, estimatedTokens: number, about: RequestAbout | undefined) => Disposable
  /** Where the pages of a manual model lie. */
  readonly folder: string
  /** Told in one line who gets what, before anything is sent. */
  readonly onHost: (text: string) => void
  readonly onWaiting: (text: string) => void
}

/** Ways to the models of a run: one guarded seam a model, shared by the roles that it fills. */
export interface ModelSeam {
  openLine(role: string): Line
}

interface Model {
  readonly send: Send
  /** Told of each conversation, for a model that answers several on one page. */
  readonly open: () => Disposable
  readonly host: string
}

/** Makes every model that a role names, and says which host gets what. Sends nothing itself. */
export async function openSeam(options: SeamOptions): Promise<ModelSeam> {
  const { model, roles, limits, reserve, redact, recall, record, now } = options
  const nameFor = (role: string): string => Object.entries(roles).find(([key]) => key === role)?.[1] ?? model
  const lines = new Map<string, Model>()
  for (const name of new Set([model, ...Object.values(roles)])) {
    const { send, open, host } = await modelOf(name, options)
    options.onHost(host)
    const guarded = guardedSend(send, {
      model: name,
      limiter: createLimiter({ concurrency: 8, ...definedIn(limits) }),
      redact,
      recall,
      record,
      reserve: (tokens, about) => reserve(name, tokens, about),
      now
    })
    lines.set(name, { send: guarded, open, host })
  }
  return {
    openLine(role) {
      const line = lines.get(nameFor(role))
      if (!line) throw new Error(`no model was made for the role ${role}`)
      const opened = line.open()
      return { send: line.send, [Symbol.dispose]: () => opened[Symbol.dispose]() }
    }
  }
}

async function modelOf(name: string, { folder, onWaiting }: SeamOptions): Promise<Model> {
  if (name === 'manual') {
    const postbox = createPostbox({
      folder,
      onWaiting: ({ number, path, problem }) =>
        onWaiting(
          problem ? `Request ${number}: ${problem}` : `Waiting for responses/${number}.json or .md; the request is ${path}`
        )
    })
    const host = 'Analyst: you, by hand. Requests are files in the run’s folder; nothing is sent.'
    return { send: postbox.send, open: () => postbox.open(), host }
  }
  const handle = await createModel(name, readConfig().models)
  const what = 'the catalogue, the brief, questions and bounded results, with personal data as pseudonyms'
  const host = `Analyst: ${handle.name}. ${handle.host} gets ${what}.`
  return { send: langchainSend(handle), open: () => ({ [Symbol.dispose]: () => undefined }), host }
}

function definedIn({ concurrency, perMinute }: ConfigFile['limits']): { concurrency?: number; perMinute?: number } {
  return { ...(concurrency === undefined ? {} : { concurrency }), ...(perMinute === undefined ? {} : { perMinute }) }
}
