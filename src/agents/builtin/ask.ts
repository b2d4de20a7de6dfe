import type { Evidence } from '../../domain/index.ts'
import { type Call, type Scene, sceneCalls, sceneOf } from '../../verdict/index.ts'
import type { Desk } from '../roles.ts'

/** What a seat was answered: to ask the same again would spend its budget of calls on nothing new. */
const answered = new WeakMap<Desk, Map<string, Evidence>>()

/**
 * Asks a tool; undefined when the call is refused or fails (the desk journals it): an investigation goes on with what it
 * can get. An abort is passed on. Evidence that found nothing is evidence too.
 */
export async function ask(desk: Desk, tool: string, args: Call['arguments'] = {}): Promise<Evidence | undefined> {
  const known = answered.get(desk) ?? new Map<string, Evidence>()
  answered.set(desk, known)
  const key = JSON.stringify([tool, args])
  const before = known.get(key)
  if (before) return before
  try {
    const evidence = await desk.call({ tool, arguments: args })
    known.set(key, evidence)
    return evidence
  } catch {
    desk.signal?.throwIfAborted()
    return undefined
  }
}

/** Asks all the calls, one after the other, so that two runs journal them in the same order. */
export async function askAll(desk: Desk, calls: readonly Call[]): Promise<Evidence[]> {
  const found: Evidence[] = []
  for (const call of calls) {
    const evidence = await ask(desk, call.tool, call.arguments)
    if (evidence) found.push(evidence)
  }
  return found
}

/** The scene as this desk sees it: what it was answered before is not asked again. */
export const sceneAt = async (desk: Desk): Promise<Scene> => sceneOf(desk, await askAll(desk, sceneCalls(desk)))

/** Arguments of tools that look at the harmful time against the healthy one; undefined without a window. */
export const framed = ({ window, baseline }: Desk): Call['arguments'] | undefined => (window ? { window, baseline } : undefined)

/**
 * One of several drafts: where it cannot be made, what the others make of the same evidence is kept, and the desk journals the
 * failure. A desk without a journal is told by the failure itself; an abort is passed on.
 */
export async function attempted<T>(desk: Desk, part: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (thrown) {
    desk.signal?.throwIfAborted()
    if (!desk.failed) throw thrown
    desk.failed(part, thrown)
    return undefined
  }
}
