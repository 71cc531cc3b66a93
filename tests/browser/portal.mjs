// Simulates a captive portal, a proxy or a firewall, which answers instead of the server.
import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';

const PAGE = '<!DOCTYPE html><title>Airport network</title><h1>Welcome</h1><p>Accept the terms to go on.</p>';
const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/json' };
const OTHER = {
  id: '0123456789abcdef', kiosk: '0bad', status: 'ok', site: 'Another one', face: 1, officer: 'yes', type: 'about:blank',
};

/** The answers, by name. */
export const ANSWERS = {
  '200 with a page': (response) => response.writeHead(200, html).end(PAGE),
  '200 with a page that says it is JSON': (response) => response.writeHead(200, json).end(PAGE),
  '200 with nothing': (response) => response.writeHead(200).end(),
  '200 with the JSON of another': (response) => response.writeHead(200, json).end(JSON.stringify(OTHER)),
  '201 with the JSON of another': (response) => response.writeHead(201, json).end(JSON.stringify(OTHER)),
  '204': (response) => response.writeHead(204).end(),
  'a redirection to its page': (response) => response.writeHead(302, { location: '/portal' }).end(PAGE),
  'a redirection to nowhere': (response) => response.writeHead(307, html).end(PAGE),
  '400 with a page': (response) => response.writeHead(400, html).end(PAGE),
  '401 with a page': (response) => response.writeHead(401, html).end(PAGE),
  '403 with a page': (response) => response.writeHead(403, html).end(PAGE),
  '409 with another\'s problem': (response) => response.writeHead(409, { 'content-type': 'application/problem+json' }).end(JSON.stringify(OTHER)),
  '422 with a page': (response) => response.writeHead(422, html).end(PAGE),
  '503 with no time to wait': (response) => response.writeHead(503, { ...html, 'retry-after': '0' }).end(PAGE),
};

/** Starts a portal in front of a server. The kiosk uses its `origin` instead of the server's. */
export async function startPortal(server) {
  const target = new URL(server.origin);
  const rules = new Map();
  const waiting = new Map();
  const pass = (request, response) => {
    const { hostname, port } = target;
    const headers = { ...request.headers, host: target.host };
    const onward = ask({ hostname, port, path: request.url, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  const between = createServer((request, response) => {
    const { pathname } = new URL(request.url, server.origin);
    const rule = rules.get(pathname);
    if (pathname === '/portal') ANSWERS['200 with a page'](response);
    else if (rule) rule(response);
    else pass(request, response);
    // Waiting tests continue after the answer has been sent.
    response.once('finish', () => {
      for (const tell of waiting.get(pathname) ?? []) tell(performance.now());
      waiting.delete(pathname);
    });
  });
  await once(between.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${between.address().port}`,
    deskOrigin: server.deskOrigin,
    database: server.database,
    /** Sets the answer at this path: one of `ANSWERS`, or that of the server. */
    answer(path, name) {
      if (name) rules.set(path, ANSWERS[name]);
      else rules.delete(path);
    },
    /** Waits for the next answer at this path, and returns its time in milliseconds. */
    next: (path) => new Promise((resolve) => { waiting.set(path, [...waiting.get(path) ?? [], resolve]); }),
    async close() {
      between.closeAllConnections();
      await new Promise((resolve) => { between.close(resolve); });
    },
  };
}
