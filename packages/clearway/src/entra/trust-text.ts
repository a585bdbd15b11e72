import type { Authority } from '@clearway/entra/certificates'
import pc from 'picocolors'

const whys = {
  damaged: 'was damaged',
  ending: 'had come to its end',
  'for-other-names': 'was for other names',
} as const

/** What somebody who trusted the authority has to know of it; undefined when nothing has changed. */
export const authorityNews = ({ made }: Authority): string | undefined => {
  if (made === 'before') return undefined
  if (made === 'now') return 'A certificate authority of this machine was made. Nothing trusts it yet.'
  return `The certificate authority ${whys[made.insteadOf]}. A new one was made: trust that one.`
}

const linux = `\
  Chromium, Chrome  mkdir -p ~/.pki/nssdb      # certutil is in libnss3-tools
                    certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Clearway \\
                      -i "$CA"
  Debian, Ubuntu    sudo install -m 644 "$CA" \\
                      /usr/local/share/ca-certificates/clearway.crt
                    sudo update-ca-certificates
`
const macos = `\
  Safari, Chrome    security add-trusted-cert -r trustRoot \\
                      -k ~/Library/Keychains/login.keychain-db "$CA"
`
const windows = `\
  Edge, Chrome      certutil -user -addstore Root %CA%
`

/** How to make the programs of a platform trust the everyday certificate authority. */
export const trustText = (certificateFile: string, platform: NodeJS.Platform): string => {
  const isWindows = platform === 'win32'
  const ca = isWindows ? '%CA%' : '"$CA"'
  return `\
${pc.bold('Trust it once')} (it can vouch for localhost and names below it only):
  ${isWindows ? `set CA=${certificateFile}` : `CA='${certificateFile}'`}
${{ win32: windows, darwin: macos }[platform as string] ?? linux}\
  Firefox           Settings > Privacy & Security > View Certificates > Import
  Node.js           ${isWindows ? 'set' : 'export'} NODE_EXTRA_CA_CERTS=${ca}
  curl              curl --cacert ${ca} …
`
}

const microsoftNames = [
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  '*.b2clogin.com',
  '*.ciamlogin.com',
]

/** The same for the authority that vouches for Microsoft's names: never for a machine, only for a browser of a test. */
export const testTrustText = (certificateFile: string, spki: string, port: number): string => {
  const rules = microsoftNames.map((name) => `MAP ${name}:443 127.0.0.1:${port}`).join(', ')
  return `\
${pc.bold('It answers as Microsoft too, for tests.')}
${pc.red('Let no machine and no browser of your own trust its certificate authority:')}
whoever has its key is Microsoft to whoever trusts it.
  ${certificateFile}
  A Chromium of the test's own, in a profile of its own:
    chromium --user-data-dir=$(mktemp -d) \\
      --ignore-certificate-errors-spki-list=${spki} \\
      --host-resolver-rules="${rules}"
  A Node process of the test's own: NODE_EXTRA_CA_CERTS in its environment alone
`
}
