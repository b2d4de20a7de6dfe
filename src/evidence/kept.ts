import type { Incident } from '../domain/index.ts'
import type { ToolContext } from './tool.ts'

/** Answers from what was made under the key before, for these materials; else makes it. */
export type Keeper<T> = (context: ToolContext, key: string, make: () => Promise<T>) => Promise<T>

/**
 * Keeps what tools make of the materials for as long as these are open: a dozen tools look at the same series, traces and health.
 * What is kept is shared, and must not be changed by who gets it. What failed is made again.
 */
export function keeper<T>(): Keeper<T> {
  const known = new WeakMap<Incident, Map<string, Promise<T>>>()
  return (context, key, make) => {
    const ofIncident = known.get(context.incident) ?? new Map<string, Promise<T>>()
    known.set(context.incident, ofIncident)
    const earlier = ofIncident.get(key)
    if (earlier) return earlier
    const made = make()
    ofIncident.set(key, made)
    made.catch(() => ofIncident.delete(key))
    return made
  }
}
