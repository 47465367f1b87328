/** The secret of a mailed link. It stands behind the #, which browsers never send, and leaves the address bar at once. */
export function tokenFromHash(): string {
  const token = decodeURIComponent(location.hash.slice(1));
  if (token) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}
