import { dotnet } from './dotnet.ts'
import { jvm } from './jvm.ts'
import { node } from './node.ts'
import { python } from './python.ts'
import { ruby } from './ruby.ts'

export const dialects = { dotnet, jvm, node, python, ruby }
export type { Dialect, Thrown, Voice } from './dialect.ts'
