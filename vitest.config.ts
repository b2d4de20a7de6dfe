import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Much of a journey is waiting for a child process: every core gets a worker, where the default leaves one idle.
    maxWorkers: '100%',
    // Child processes that a test starts run src/ as well (see the file).
    execArgv: ['--import', fileURLToPath(new URL('test/strip-types.mjs', import.meta.url))]
  }
})
