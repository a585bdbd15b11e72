import { createHash } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  parsePair,
  readPairText,
  writeFirst,
  writeWhole,
  type KeyPair,
  type ReadKeyPair,
} from './key-pair.ts'
import { isPermitted, nameConstraints } from './name-constraints.ts'

const dayMs = 86_400_000
const rootDays = 3650
const leafDays = 90

/** Why an authority that was there is of no use any more. */
export type Unusable = 'damaged' | 'ending' | 'for-other-names'

export interface AuthorityOptions {
  /** Made if need be. It becomes its owner's alone: it holds the private key. */
  readonly folder: string
  /** Host names that it may vouch for, with every name below them. Loopback addresses are always permitted. */
  readonly permitted: readonly string[]
  /** What certificate managers list it as; counts when it is made. */
  readonly name?: string
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: () => number
}

/** A local certificate authority. */
export interface Authority {
  /** Its certificate, PEM: what is to be trusted. */
  readonly certificate: string
  /** The absolute path of a file with it. */
  readonly certificateFile: string
  /** SHA-256 of its public key in base64, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spki: string
  /** When it was made. What stood there before was set aside if it was of no use. */
  readonly made: 'before' | 'now' | { readonly insteadOf: Unusable }
  /**
   * A server's certificate with the authority's behind it, for 90 days. The same one as before while that has a
   * third of them left, so that a server which restarts looks the same.
   *
   * @param names - Host names, one wildcard label in front allowed, and addresses.
   * @throws Error `ERR_CERTIFICATE_NAME` for a name that the authority is not for.
   */
  issue(names: readonly string[]): Promise<KeyPair>
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()

/** The signing library takes longer to load than everything else: only who makes something waits for it. */
const signing = (): Promise<typeof import('./sign-certificate.ts')> => import('./sign-certificate.ts')

function whyUnusable(
  root: ReadKeyPair | undefined,
  permitted: readonly string[],
  now: number,
): Unusable | undefined {
  if (root === undefined) return 'damaged'
  if (Date.parse(root.parsed.validTo) < now + leafDays * dayMs) return 'ending'
  return root.parsed.raw.includes(nameConstraints(permitted)) ? undefined : 'for-other-names'
}

/** Moves a useless file away, unless another process has put a new one in its place meanwhile. */
function setAside(file: string, text: string): void {
  const aside = `${file}.${sha256(text).toString('hex').slice(0, 8)}.unusable`
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  }
}

async function findOrMakeRoot(
  file: string,
  { permitted, name = 'Clearway local CA' }: AuthorityOptions,
  now: number,
): Promise<{ readonly root: ReadKeyPair; readonly made: Authority['made'] }> {
  const text = readPairText(file)
  const found = text === undefined ? undefined : parsePair(text)
  const unusable = text === undefined ? undefined : whyUnusable(found, permitted, now)
  if (found !== undefined && unusable === undefined) return { root: found, made: 'before' }
  if (text !== undefined) setAside(file, text)
  const { signRoot } = await signing()
  const isFirst = writeFirst(file, await signRoot(name, permitted, rootDays, now))
  const root = parsePair(readPairText(file) ?? '')
  if (root === undefined) throw new Error(`${file} changed while it was made`)
  if (unusable !== undefined) return { root, made: { insteadOf: unusable } }
  return { root, made: isFirst ? 'now' : 'before' }
}

/** A certificate made before, if this root signed it and a third of its time is left. */
function findLeaf(file: string, root: ReadKeyPair, now: number): KeyPair | undefined {
  const leaf = parsePair(readPairText(file) ?? '')
  if (leaf === undefined || !leaf.parsed.verify(root.parsed.publicKey)) return undefined
  return Date.parse(leaf.parsed.validTo) > now + (leafDays / 3) * dayMs ? leaf : undefined
}

function nameError(name: string, permitted: readonly string[]): Error {
  const error = new Error(`This certificate authority is not for ${name}, but for ${permitted.join(', ')}`)
  return Object.assign(error, { code: 'ERR_CERTIFICATE_NAME' })
}

/**
 * Opens the certificate authority of a folder, and makes it the first time. Several processes may do so at once:
 * they get the same one.
 *
 * The certificate itself forbids it to vouch for other names (RFC 5280, 4.2.1.10). Whoever can read the folder can
 * still pretend to be any server of those names to whoever trusts it.
 *
 * Throws what the file system throws.
 */
export async function openAuthority(options: AuthorityOptions): Promise<Authority> {
  const { permitted, now = Date.now } = options
  const folder = resolve(options.folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const { root, made } = await findOrMakeRoot(join(folder, 'authority.pem'), options, now())
  const { certificate, parsed } = root
  const certificateFile = join(folder, 'ca.crt')
  writeWhole(certificateFile, certificate)
  return {
    certificate,
    certificateFile,
    spki: sha256(parsed.publicKey.export({ type: 'spki', format: 'der' })).toString('base64'),
    made,
    async issue(names) {
      const stranger = names.find((name) => !isPermitted(permitted, name))
      if (stranger !== undefined) throw nameError(stranger, permitted)
      const wanted = [...new Set(names)].toSorted()
      const file = join(folder, `server-${sha256(wanted.join()).toString('hex').slice(0, 16)}.pem`)
      const known = findLeaf(file, root, now())
      if (known !== undefined) return { key: known.key, certificate: known.certificate }
      const { signLeaf } = await signing()
      const leaf = await signLeaf(root, wanted, leafDays, now())
      const chain = { key: leaf.key, certificate: leaf.certificate + certificate }
      writeWhole(file, chain.key + chain.certificate)
      return chain
    },
  }
}
