import type { Agents } from '../roles.ts'
import { designer } from './designer/index.ts'
import { planner } from './planner/index.ts'
import { sceptic } from './sceptic.ts'
import { specialist } from './specialist.ts'
import { theorist } from './theorist/index.ts'
import { verifier } from './verifier.ts'

/** Every role filled by rules and statistics over the tools: no network, free, and the same each time. */
export const createBuiltinAgents = (): Agents => ({
  name: 'builtin',
  planner,
  specialist,
  theorist,
  sceptic,
  verifier,
  designer
})
