#!/usr/bin/env node
import { run } from './run.ts'

// A reader that has seen enough (`| head`) closes the pipe: nothing is wrong, and nobody is told.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

const status = await run(process.argv.slice(2))
// After an interruption a computation may still be under way, and nobody waits for it.
if (status > 128) process.exit(status)
process.exitCode = status
