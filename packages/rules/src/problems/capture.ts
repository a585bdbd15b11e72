import { block } from './block.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** What kept an input of the doctor from being read whole. */
export const capture: AreaCatalogue<'capture'> = {
  'capture/not-recognised': {
    title: 'The input is of no kind that is known',
    severity: 'warning',
    summary:
      'The input begins neither like a HAR, a SAZ archive or a NetLog, nor is it text. Nothing was ' +
      'read from it; other inputs were.',
    seen:
      'The report lists the input with kind `unknown` and without exchanges. If no input could be ' +
      'read, the command ends with exit code 2.',
    causes: [
      'It is a packet capture, a screenshot, a trace of performance or a video.',
      'It is an archive that holds the capture, such as a ZIP of a HAR.',
      'The file was changed on its way, for example by a mail gateway.',
    ],
    fixes: [
      {
        title: 'Record a HAR in the browser',
        steps:
          'Open the developer tools before the failing action, Network tab, switch “Preserve log” ' +
          'on, repeat the action, and export as HAR.',
      },
      {
        title: 'Unpack the archive first',
        steps: 'The doctor reads the capture itself, and SAZ archives as Fiddler writes them.',
        language: 'sh',
        text: block`
          unzip capture.zip
          clearway doctor capture.har
        `,
      },
    ],
    since: '0.1.0',
  },
  'capture/empty': {
    title: 'The input holds nothing to look at',
    severity: 'warning',
    summary: 'The input is empty, or it is a capture without a single request.',
    seen: 'The report lists the input with 0 exchanges.',
    causes: [
      'The recording was started after the failing call, or cleared by a navigation.',
      'A filter was set in the Network tab, and only what was shown was exported.',
      'With Fiddler HTTPS was not decrypted, so that there are only tunnels.',
      'The command that writes to standard input failed.',
    ],
    fixes: [
      {
        title: 'Record again, from before the failing call',
        steps: 'Network tab open, “Preserve log” on, no filter; then repeat the action and export.',
      },
      {
        title: 'In Fiddler, switch the decryption of HTTPS on',
        steps:
          'Under Tools, Options, HTTPS, Decrypt HTTPS traffic. Browsers have to be started again ' +
          'after that.',
      },
    ],
    since: '0.1.0',
  },
  'capture/truncated': {
    title: 'The input breaks off',
    severity: 'warning',
    summary:
      'The input ends in the middle. What stands before the end was read and looked at; what would ' +
      'have followed is not known.',
    seen:
      'The report names the byte at which it breaks off. The number of exchanges is smaller than ' +
      'what was recorded.',
    causes: [
      'The copy or the upload was not complete, or a limit of the ticket system cut it.',
      'The browser was closed while it exported.',
      'A NetLog was read while Chromium was still writing it.',
    ],
    fixes: [
      {
        title: 'Copy or export again and compare the sizes',
        steps: 'Also after the transfer to another machine.',
        language: 'sh',
        text: block`
          ls -l capture.har
          sha256sum capture.har
        `,
      },
    ],
    since: '0.1.0',
  },
  'capture/unreadable': {
    title: 'A part of the input cannot be read',
    severity: 'warning',
    summary:
      'The input is of a known kind, but not as that kind is: broken JSON, an archive with a damaged ' +
      'directory, an entry without a URL. What could be read was read.',
    seen: 'The report names the place and what was expected there.',
    causes: [
      'It was edited by hand, to take something out.',
      'It was saved in another character set, or through a program that changes quotes.',
      'The archive was changed on its way.',
    ],
    fixes: [
      {
        title: 'Export again, and do not edit the file',
        steps:
          'The report of the doctor redacts tokens, cookies and codes, so the report can be passed ' +
          'on where the capture must not be.',
        language: 'sh',
        text: block`
          clearway doctor capture.har --format html --output report.html
        `,
      },
    ],
    since: '0.1.0',
  },
  'capture/encrypted': {
    title: 'The archive is encrypted',
    severity: 'warning',
    summary:
      'The archive is protected by a password. Its entries cannot be read without it, and the doctor ' +
      'does not ask for one.',
    seen: 'The report lists the archive without exchanges.',
    causes: ['In Fiddler it was saved as “Password-Protected SAZ”.'],
    fixes: [
      {
        title: 'Save it without a password, where it stays',
        steps: 'In Fiddler, File, Save, All Sessions, as SAZ. Delete it when the report is made.',
      },
    ],
    since: '0.1.0',
  },
  'capture/too-large': {
    title: 'A part of the input is larger than is read',
    severity: 'warning',
    summary:
      'A limit was reached: the size of one entry, the number of entries, or what an archive grows ' +
      'to when it is unpacked. The limits keep the memory bounded, also against hostile files. What ' +
      'was left out is named; the rest was read.',
    seen: 'The report names what was left out, with its size.',
    causes: [
      'A download or an upload was recorded with its whole body.',
      'The recording ran for hours.',
      'The archive is made to fill the disk or the memory.',
    ],
    fixes: [
      {
        title: 'Record again, only the failing action',
        steps: 'A minute is enough. Bodies are rarely needed: the headers tell the cause.',
      },
    ],
    since: '0.1.0',
  },
  'capture/sanitised': {
    title: 'The capture was exported without sensitive data',
    severity: 'info',
    summary:
      'The browser left `Authorization`, `Cookie` and `Set-Cookie` out of the export, so their ' +
      'absence proves nothing. Checks that need them were not made and are named in the report.',
    seen:
      'The report names the checks under “not checked”. No request of the capture has a cookie, and ' +
      'the preflight announces `authorization` while the call has none.',
    causes: [
      'Chrome and Edge export like that unless they are told otherwise, since version 130.',
      'The capture was cleaned by hand or by a tool.',
    ],
    fixes: [
      {
        title: 'Export with sensitive data',
        steps:
          'In Chrome and Edge: developer tools, Settings, Preferences, Network, “Allow to generate ' +
          'HAR with sensitive data”; then hold the export button and choose “with sensitive data”. ' +
          'Such a file lets its reader act as the person until sign-out: keep it to yourself, read ' +
          'it with the doctor, pass on the report, and delete it.',
      },
    ],
    since: '0.1.0',
  },
}
