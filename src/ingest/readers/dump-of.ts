/** Whose dump it is, as the command or a note above the threads names it. */
export const dumpOf = (line: string): string | null =>
  /\b(?:kubectl (?:-n \S+ )?exec|docker exec|pod|container|instance|host)(?: -\w+)*[ =:]+(?:pod\/)?(?<name>[a-z][\w.-]*\w)/i.exec(
    line
  )?.groups?.['name'] ?? null
