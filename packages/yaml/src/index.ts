/** YAML files that people write: read with bounds, checked by a schema, every mistake told at its place. */
export { checkSchema, type FileSchema } from './check-schema.ts'
export { didYouMean } from './did-you-mean.ts'
export { describedAt, jsonSchemaOf, keysAt, type JsonSchema } from './json-schema.ts'
export { loadText, type LoadedText } from './load-text.ts'
export {
  mistake,
  mostMistakes,
  writePath,
  type DataPath,
  type LocatedMistake,
  type Mistake,
  type MistakeCode,
} from './mistake.ts'
export { addObjection, type Objection } from './objection.ts'
export { readTextFile } from './read-text-file.ts'
export { readYaml, type Checked, type ReadYaml, type TextLimit } from './read-yaml.ts'
export { renderMistakes } from './render-mistakes.ts'
export { showText, showValue } from './show-value.ts'
