import type { Runbook, RunbookStep } from '../../domain/index.ts'

export type Section = Runbook['sections'][number]

export const step = (say: string, run: readonly string[] = [], expect: string | null = null): RunbookStep => ({
  say,
  run: [...run],
  expect
})

export const section = (title: string, ...steps: readonly RunbookStep[]): Section => ({ title, steps: [...steps] })
