import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';

/** Methods that change nothing. */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The page takes everything from its own server, and nothing may frame it. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Keeps other sites away from a server of this machine, which asks nobody for a password: a name of theirs that leads here
 * (DNS rebinding) is not in the list of hosts, and what changes something must come from the page itself, which browsers
 * tell by `Origin` (OWASP, Cross-Site Request Forgery Prevention: verifying origin with standard headers).
 */
export function loopbackOnly(): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const { localPort } = c.env.incoming.socket;
    const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${localPort}`);
    const host = c.req.header('host') ?? '';
    if (!hosts.includes(host)) return c.text(`This server answers at http://${hosts[0]} alone`, 403);
    const origin = c.req.header('origin');
    const isOwn = origin === undefined ? safeMethods.has(c.req.method) : origin === `http://${host}`;
    if (!isOwn) return c.text('Only the page of this server may ask for that', 403);
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    return undefined;
  };
}
