const units = ['bytes', 'KB', 'MB', 'GB'];

export function credits(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'credit' : 'credits'}`;
}

export function bytes(count: number): string {
  const step = count < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  const value = count / 1_000 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${units[step]}`;
}

/** As it is said here: `2026-11-20 17:05`. */
export function moment(iso: string): string {
  return new Date(iso).toLocaleString('sv-SE').slice(0, 16);
}
