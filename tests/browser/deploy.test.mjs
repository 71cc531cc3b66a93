// `docs/deploy.md`, `docs/reader.md` and the files in `deploy/` are consistent.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { openBrowser, test } from './fixtures.mjs';
import { ROOT, read } from './managed.mjs';

const document = read('docs/deploy.md');
const policy = JSON.parse(read('deploy/chromium/gangway-policy.json'));

test.describe('the document', () => {
  test('names files that exist, and every file that is there', () => {
    const named = [...document.matchAll(/\]\(\.\.\/([^)]+)\)|\b(deploy\/[\w./*-]+)/g)].map((it) => it[1] ?? it[2]);
    for (const file of named.filter((it) => !it.includes('*'))) assert.ok(existsSync(path.join(ROOT, file)), file);
    const patterns = named.map((it) => new RegExp(`^${it.replaceAll('.', '\\.').replace('*', '[^/]+')}$`));
    for (const entry of readdirSync(path.join(ROOT, 'deploy'), { recursive: true, withFileTypes: true })) {
      const file = path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name));
      if (entry.isFile()) assert.ok(patterns.some((it) => it.test(file)), `${file} is not in the document`);
    }
  });

  test('explains every rule of the policy, and no other', () => {
    const [, table] = document.match(/^\| rules \| why \|$([^]*?)^$/m);
    const rows = table.trim().split('\n').slice(1).map((it) => it.split(' | ')[0]);
    const explained = rows.flatMap((it) => [...it.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    assert.deepEqual(explained.sort(), Object.keys(policy).sort());
  });

  test('warns of rules that would delete results, and the policy has none of them', () => {
    for (const rule of ['ClearBrowsingDataOnExitList', 'BrowsingDataLifetime']) {
      assert.ok(document.includes(rule) && !(rule in policy), rule);
    }
  });

  test('enables units that exist, and the units run what it installs', () => {
    const [, enabled] = document.match(/^sudo systemctl enable --now (.*)$/m);
    const units = readdirSync(path.join(ROOT, 'deploy/linux')).filter((it) => /\.(service|timer)$/.test(it));
    for (const unit of enabled.split(' ')) {
      assert.ok(units.includes(unit), unit);
      assert.match(read(`deploy/linux/${unit}`), /^\[Install\]$/m);
      if (unit.endsWith('.timer')) assert.ok(units.includes(unit.replace('.timer', '.service')), unit);
    }
    const programs = [document, read('docs/reader.md')].flatMap((it) => {
      const [, installed] = it.match(/^sudo install .* \/usr\/local\/bin (.*)$/m);
      return installed.split(' ').map((program) => path.basename(program));
    });
    for (const unit of units) {
      for (const [program] of read(`deploy/linux/${unit}`).matchAll(/\bgangway-[a-z]+(-[a-z]+)*\b(?!\.)/g)) {
        assert.ok(programs.includes(program), `${unit}: ${program}`);
      }
    }
  });
});

test.describe('S5: what is on a disk', () => {
  test('S5: the units bring no memory there, neither a core nor swap', () => {
    for (const unit of ['linux/gangway-kiosk.service', 'linux/gangway-reader.service', 'server/gangway-server.service']) {
      const [, service] = read(`deploy/${unit}`).split('[Service]');
      for (const rule of ['LimitCORE=0', 'MemorySwapMax=0']) assert.match(service, new RegExp(`^${rule}$`, 'm'), unit);
    }
  });

  test('S5: the document and PRIVACY.md say that the key is readable there, and what to do', () => {
    const [, disk] = document.match(/^## The disk$([^]*?)^## /m);
    for (const word of [
      'A stolen disk is a kiosk', 'systemd-cryptenroll --tpm2-device=auto --tpm2-pcrs=0+2+4+7+8+9', '--recovery-key',
      'swapoff --all', 'mask swap.target hibernate.target', 'LimitCORE=0', 'MemorySwapMax=0', 'revoke',
    ]) assert.ok(disk.includes(word), word);
    assert.match(read('PRIVACY.md'), /A stolen disk is a kiosk: the key that signs can be read/);
    for (const file of ['PRIVACY.md', 'ARCHITECTURE.md', 'docs/deploy.md']) {
      assert.doesNotMatch(read(file), /cannot be copied|The key that signs cannot be taken out/, file);
    }
  });
});

test.describe('the policy for', () => {
  test('Windows is the tested one', () => {
    const root = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome';
    const found = {};
    let list;
    for (const line of read('deploy/windows/gangway-policy.reg').split('\r\n').slice(1).filter(Boolean)) {
      const [, key] = line.match(/^\[(.*)\]$/) ?? [];
      const [, name, value] = line.match(/^"(\w+)"=(.*)$/) ?? [];
      if (key) {
        assert.ok(key === root || key.startsWith(`${root}\\`), key);
        list = key === root ? undefined : (found[key.slice(root.length + 1)] = []);
      } else {
        const read = value.startsWith('dword:') ? parseInt(value.slice(6), 16) : JSON.parse(value);
        if (list) list.push(read);
        else found[name] = read;
      }
    }
    const expected = Object.entries(policy).map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value]);
    assert.deepEqual(found, Object.fromEntries(expected));
  });

  test('Android is part of the tested one', () => {
    const { applications } = JSON.parse(read('deploy/android/device-policy.json'));
    const rules = Object.entries(applications.at(-1).managedConfiguration);
    assert.ok(rules.length > 2);
    for (const [name, value] of rules) assert.deepEqual(value, policy[name], name);
  });
});

test.describe('the files of XML', () => {
  let browser;
  let page;
  test.beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
  });
  test.afterAll(() => browser.close());

  const parse = (file, look) => page.evaluate(([text, look]) => {
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    return xml.querySelector('parsererror')?.textContent ?? eval(look)(xml);
  }, [read(file), String(look)]);

  test('start Chrome on Windows as the tested launcher does', async () => {
    const shell = await parse('deploy/windows/shell-launcher.xml', (xml) => xml.querySelector('Profile Shell').getAttribute('Shell'));
    // Policies that only concern Linux or its watchdog.
    const linux = ['--user-data-dir', '--disable-features', '--password-store', '--enable-speech-dispatcher'];
    const options = (text) => [...text.matchAll(/(--[a-z-]+)/g)].map(([it]) => it);
    const launcher = read('deploy/linux/gangway-kiosk').replace(/^#.*$/gm, '');
    assert.deepEqual(options(shell), options(launcher).filter((it) => !linux.includes(it)));
    assert.ok(shell.endsWith(' https://kiosk.example/'));
  });

  test('let an iPad show the site and not the desk', async () => {
    const strings = await parse('deploy/ipad/gangway.mobileconfig', (xml) => [...xml.querySelectorAll('array string')].map((it) => it.textContent));
    for (const it of ['com.apple.mobilesafari', 'https://kiosk.example', 'https://kiosk.example/desk']) assert.ok(strings.includes(it), `${it} in ${strings}`);
  });
});
