// Runs before the first paint: a stored choice wins over the system's. Kept as a file so that no inline script is needed.
try {
  const choice = localStorage.getItem('atelier.theme');
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
} catch {
  // Storage can be blocked; the system's theme is then the right one.
}
