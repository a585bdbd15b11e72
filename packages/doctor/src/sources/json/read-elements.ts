import type { OpenInput, Sink } from '../source.ts'
import { createJsonElements, type JsonElementsOptions } from './json-elements.ts'

/** Reads the elements of a large JSON input as it comes, to its end, and tells the sink how far it has got. */
export async function readElements(
  input: OpenInput,
  sink: Pick<Sink, 'progress'>,
  options: JsonElementsOptions,
): Promise<void> {
  const elements = createJsonElements(options)
  let bytes = 0
  for await (const chunk of input.bytes) {
    elements.write(chunk)
    bytes += chunk.length
    sink.progress(bytes)
  }
  elements.end()
}
