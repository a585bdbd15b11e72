// Signs tokens with RS256 and a key of 2048 bits and does nothing else, for so many seconds, and prints how many in a
// second of processor time: `node bare-signing.mjs jose|node 3`.
import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto'
import { importPKCS8, SignJWT } from 'jose'

const [how = 'jose', seconds = '3'] = process.argv.slice(2)
const pem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey
const header = { typ: 'JWT', alg: 'RS256', kid: 'a'.repeat(43) }

/** As large as an application's access token of version 2.0. */
const claims = () => ({
  aud: 'c9a2f0de-3b1a-4f57-8a1c-4f2f6f1f2c03',
  iss: 'http://login.clearway.localhost:8400/7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01/v2.0',
  iat: Math.floor(Date.now() / 1000),
  nbf: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 3600,
  aio: 'a'.repeat(44),
  azp: '5b0f6a6e-9d5d-4a3c-8a3d-2f5a8f0c1b02',
  azpacr: '1',
  oid: 'a0000000-0000-4000-8000-000000000001',
  rh: 'a'.repeat(30),
  roles: ['Read'],
  sub: 'a0000000-0000-4000-8000-000000000001',
  tid: '7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01',
  uti: 'a'.repeat(22),
  ver: '2.0',
})

const nodesKey = createPrivateKey(pem)
const josesKey = await importPKCS8(pem, 'RS256')
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signers = {
  jose: () => new SignJWT(claims()).setProtectedHeader(header).sign(josesKey),
  node: () => {
    const input = `${encode(header)}.${encode(claims())}`
    return `${input}.${createSign('sha256').update(input).sign(nodesKey, 'base64url')}`
  },
}

/** Tokens in a second of processor time, as many at once as the load has connections. */
const measure = async (sign, milliseconds) => {
  const start = performance.now()
  const used = process.cpuUsage()
  let count = 0
  const lane = async () => {
    while (performance.now() - start < milliseconds) {
      await sign()
      count += 1
    }
  }
  await Promise.all(Array.from({ length: 64 }, lane))
  const { system, user } = process.cpuUsage(used)
  return (1e6 * count) / (system + user)
}

await measure(signers[how], 1000)
process.stdout.write(String(await measure(signers[how], 1000 * Number(seconds))))
