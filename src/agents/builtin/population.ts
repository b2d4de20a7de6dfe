import type { z } from 'zod'
import { Subject } from '../../domain/index.ts'

const Population = Subject.shape.population.unwrap()
export type Population = z.infer<typeof Population>

/** From what knows the work itself to what sees it only from outside: the deepest slow one is nearest to the cause. */
export const depths: readonly Population[] = ['statements', 'spans', 'events', 'requests']

/** A cell or argument that names a population; null for anything else. */
export function populationOf(cell: unknown): Population | null {
  const parsed = Population.safeParse(cell)
  return parsed.success ? parsed.data : null
}
