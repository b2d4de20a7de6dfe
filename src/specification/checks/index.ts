import type { Check } from './check.ts'
import { ofDesign } from './of-design.ts'
import { ofForensics } from './of-forensics.ts'

export type { Check, Checked } from './check.ts'

/** What a specification covers: everything, or the design that follows an analysis. */
export type CheckOf = 'all' | 'design'

export const checksOf = (scope: CheckOf): readonly Check[] => (scope === 'all' ? [...ofForensics, ...ofDesign] : ofDesign)
export const checkNames = checksOf('all').map(({ name }) => name)
export const checkNamed = (name: string): Check | undefined => checksOf('all').find((check) => check.name === name)
