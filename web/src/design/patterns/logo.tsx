/** The easel that is also an A. */
export function LogoMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="shrink-0">
      <path d="M12 2.5 5 21M12 2.5 19 21" stroke="currentColor" strokeWidth="2.25" strokeLinecap="round" />
      <rect x="6" y="9.25" width="12" height="8" rx="1.5" className="fill-accent" />
    </svg>
  );
}
