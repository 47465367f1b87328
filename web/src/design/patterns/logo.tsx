/** The easel that is also an A. */
export function LogoMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="shrink-0">
      <path d="M12 2.75 4.5 21.25M12 2.75l7.5 18.5" stroke="currentColor" strokeWidth="2.3" strokeLinecap="round" />
      <rect x="7.4" y="10.6" width="9.2" height="6" rx="1.2" className="fill-accent" />
    </svg>
  );
}
