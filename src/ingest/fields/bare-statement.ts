/** What a source that tells only of a statement and its time leaves unsaid. Spread behind what is said: what follows a spread is filled slowly. */
export const restOfStatement = {
  session: null,
  database: null,
  userName: null,
  rowsReturned: null,
  rowsExamined: null,
  lockMs: null,
  plan: null
} as const
