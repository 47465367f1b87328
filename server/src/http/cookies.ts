/** The one cookie there is. `__Host-` binds it to this very host and needs HTTPS or loopback. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-atelier_session' : 'atelier_session';
}

export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const separator = part.indexOf('=');
    if (separator > 0 && part.slice(0, separator).trim() === name) return part.slice(separator + 1).trim();
  }
  return null;
}

export function writeCookie(name: string, value: string, options: { secure: boolean; expiresAt: Date }): string {
  const parts = [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Expires=${options.expiresAt.toUTCString()}`,
  ];
  if (options.secure) parts.push('Secure');
  return parts.join('; ');
}
