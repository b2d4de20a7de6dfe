/** What an answer's words say, told without a model: rough, and held against labelled answers (`npm run evals:graders`). */
export { blamesDemand, blamesResource, reasonsIn } from './blames-resource.ts'
export { claims, convicts } from './claims.ts'
export { asksFor, clausesOf, denies, doubts, plain, reports, sentencesOf } from './clauses.ts'
export { cures } from './cures.ts'
export { offersChoice } from './hedges.ts'
export { mends, remedyClassesOf, remedyClassOf } from './remedy-class.ts'
export { blamesEffect } from './reversed.ts'
export { isCircular, tellingWords } from './says-symptom-again.ts'
