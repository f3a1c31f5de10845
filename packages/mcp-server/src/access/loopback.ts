/** True for the names by which only this machine reaches itself: `localhost`, `127.0.0.0/8`, `::1`. */
export function isLoopbackName(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return name === 'localhost' || isLoopbackAddress(name);
}

function isLoopbackAddress(name: string): boolean {
  return name === '::1' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}
