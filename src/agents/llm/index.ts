/** The roles filled by language models, through prompts and the same tools as the built-in analyst. */
import type { Agents } from '../roles.ts'
import type { LlmContext } from './context.ts'
import { createDesigner } from './design.ts'
import { createVerifier } from './objecting.ts'
import { createPlanner, createSceptic, createSpecialist, createTheorist } from './roles.ts'

export type { LlmContext } from './context.ts'
export { type Asked, askPrompt } from './ask.ts'
export { createNaiveAgents } from './naive.ts'

/** Scores, gates, the scaling test and the narrative stay code: a model proposes, and evidence disposes. */
export function createLlmAgents(name: string, context: LlmContext): Agents {
  return {
    name,
    planner: createPlanner(context),
    specialist: createSpecialist(context),
    theorist: createTheorist(context),
    sceptic: createSceptic(context),
    verifier: createVerifier(context),
    designer: createDesigner(context)
  }
}
