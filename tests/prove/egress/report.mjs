// Formats the results as a document: the open channels in each environment.

const TITLES = { page: 'From the page', worker: 'From the vision worker', service: 'From the service worker' };
const count = (found, kind, is) => found.filter((it) => it.kind === kind && is(it)).length;

/** Whether data arrived. */
const isOpen = (arrived) => arrived !== null && arrived.length > 0;

/** The state of a channel in an environment; `null` if it was not tried. */
function state(arrived) {
  if (arrived === null) return 'not tried';
  return arrived.length === 0 ? 'closed' : `**open**: ${arrived.join(', ')}`;
}

function table(found, kind) {
  const rows = found.filter((it) => it.kind === kind).map(({ group, name, control, served, managed }) => {
    const works = control === null ? 'not tried' : control.join(', ') || 'does not work here';
    return `| ${group} | ${name} | ${works} | ${state(served)} | ${state(managed)} |`;
  });
  return `## ${TITLES[kind]}\n\n| kind | channel | without any rule | as served | managed |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

const SUMMARY = ['page', 'worker', 'service'];

export function document(found, about) {
  const rows = SUMMARY.map((kind) => {
    const cells = [
      TITLES[kind].toLowerCase(),
      count(found, kind, () => true),
      count(found, kind, (it) => isOpen(it.control)),
      count(found, kind, (it) => isOpen(it.served)),
      count(found, kind, (it) => isOpen(it.managed)),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const open = found.filter((it) => isOpen(it.served) || isOpen(it.managed));
  const named = open.length === 0
    ? 'No channel is open, as served or managed.'
    : `Open: ${open.map((it) => `${TITLES[it.kind].toLowerCase()}, ${it.name}`).join('; ')}.`;
  return `# Egress channels, tested

Written by \`cargo xtask prove egress --write-docs\`; do not edit. ${about}.

Script tries each channel to another address, where TCP, UDP and a name server listen: in a page without any rule, to show that the channel works in this browser; in the kiosk as it is served; and in the kiosk under the policy and the launcher of [deploy.md](deploy.md). All of it runs in an isolated network namespace. A channel is open if a connection, data, a datagram or a DNS query for its name arrives. A channel marked "does not work here" did not work without any rule, and shows nothing about the kiosk.

| | channels | work without any rule | open as served | open, managed |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

${named}

The protections, in the order in which script meets them: names that are removed from the page ([\`public/lockdown.js\`](../public/lockdown.js)) and from the worker ([\`crates/vision/src/lockdown.js\`](../crates/vision/src/lockdown.js)); the headers of every answer ([\`response_class.rs\`](../crates/server/src/headers/response_class.rs)), which the service worker repeats from constants; in a managed browser the policy and the launcher; and on Linux the firewall rule for the kiosk's user ([\`gangway-egress.nft\`](../deploy/linux/gangway-egress.nft)), which is not part of this table.

${SUMMARY.map((kind) => table(found, kind)).join('\n')}`;
}
