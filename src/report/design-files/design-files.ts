import type { RunRecord } from '../../domain/index.ts'
import { createContext } from '../document/context.ts'
import { resiliencePages } from './resilience-pages.ts'
import { runbookPages } from './runbook-pages.ts'

/** Files beside the report that teams work from, by their path in the run's folder; none where nothing was designed. */
export function designFiles(record: RunRecord): ReadonlyMap<string, string> {
  const resilience = record.design?.resilience
  if (!resilience) return new Map()
  return new Map([...resiliencePages(resilience, createContext(record)), ...runbookPages(resilience.runbooks)])
}
