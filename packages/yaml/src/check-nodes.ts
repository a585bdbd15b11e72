import { isNode, isScalar, visit, type Document } from 'yaml'
import type { TextMistake } from './mistake.ts'
import { showValue } from './show-value.ts'

const mostAliases = 50

/** The names of tags and aliases are in no message: they may be a secret that begins like one. */
export const quoteIt: string = 'put a text that begins with ! or * or % into quotes; otherwise remove it'

/** Finds what YAML permits and these files do not: tags, YAML 1.1, keys that are no text or stand twice, odd aliases. */
export const checkNodes = (document: Document): readonly TextMistake[] => {
  const found: TextMistake[] = []
  const report = (node: unknown, message: string, fix: string): void => {
    const range = isNode(node) ? node.range : undefined
    found.push({ start: range?.[0] ?? 0, end: range?.[1] ?? 1, message, fix })
  }
  for (const { pos } of document.warnings)
    found.push({ start: pos[0], end: pos[1], message: 'nothing reads this tag or directive', fix: quoteIt })
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== '1.2')
    report(undefined, 'this file asks for another YAML than 1.2', 'remove the line with %YAML')
  let aliases = 0
  visit(document, {
    Alias(_key, alias, path) {
      aliases += 1
      if (aliases > mostAliases) {
        report(alias, `there are more than ${mostAliases} aliases`, 'write the values where they belong')
        return visit.BREAK
      }
      const target = alias.resolve(document)
      if (!target) report(alias, 'no anchor of this name stands before this alias', quoteIt)
      else if (path.includes(target))
        report(alias, 'what this alias stands for contains itself', 'write the value itself')
      return undefined
    },
    Map(_key, { items }) {
      const seen = new Set<string>()
      for (const { key, value } of items) {
        if (!isScalar(key) || key.value === null) {
          report(
            isNode(key) && key.range ? key : value,
            'a key is a text',
            'write a key, a colon and a space',
          )
          continue
        }
        const name = key.toString()
        if (seen.has(name))
          report(key, `the key ${showValue(name)} stands twice in one place`, 'keep one of the two')
        seen.add(name)
      }
    },
  })
  return found
}
