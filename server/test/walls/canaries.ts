/** Words that occur nowhere else, typed by one person into every field there is. Where they turn up is then no accident. */
export interface Canaries {
  email: string;
  displayName: string;
  password: string;
  prompt: string;
  fileName: string;
  fileText: string;
  keyName: string;
  assetName: string;
  userAgent: string;
  timezone: string;
  search: string;
}

export function canariesOf(name: string): Canaries {
  return {
    email: `${name}-canary-email@example.org`,
    displayName: `${name}canarydisplay Name`,
    password: `${name}canarypassword 4711`,
    prompt: `${name}canaryprompt over the sea`,
    fileName: `${name}canaryfile.txt`,
    fileText: `${name}canarytext lies in this file`,
    keyName: `${name}canarykey`,
    assetName: `${name}canaryrenamed`,
    userAgent: `${name}canaryagent/7.1`,
    timezone: 'Pacific/Marquesas',
    search: `${name}canarysearch`,
  };
}

/** What to look for: the telling part of each canary, which survives being cut, lower-cased and put among other words. */
export function needlesOf(canaries: Canaries): Record<string, string> {
  const whole = Object.entries(canaries).map(
    ([field, text]) => [field, (text.split(/[ @./]/)[0] ?? text).toLowerCase()] as const,
  );
  return Object.fromEntries(whole.filter(([, needle]) => needle.includes('canary')));
}

/** The ways in which a word lies about: as it is, percent-encoded, and in base64 and hex at any alignment. */
export function formsOf(needle: string): string[] {
  const inBase64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(needle)])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters depend on the neighbours.
    return text.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  return [needle, encodeURIComponent(needle), Buffer.from(needle).toString('hex'), ...inBase64];
}

/** Which canaries occur in a text, in any form. */
export function findCanaries(text: string, needles: Record<string, string>): string[] {
  const lower = text.toLowerCase();
  return Object.entries(needles)
    .filter(([, needle]) => formsOf(needle).some((form) => lower.includes(form.toLowerCase())))
    .map(([field]) => field);
}
