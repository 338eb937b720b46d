const LINES = [
  { y: 70, dash: '3 9' },
  { y: 110, dash: '14 8' },
  { y: 150, dash: '6 6' },
  { y: 190, dash: '22 10' },
  { y: 230, dash: '2 7' },
];

/** Calls of many kinds come to one gate, and leave it as lines of a ledger. */
export function GatePicture() {
  return (
    <svg aria-hidden viewBox="0 0 420 300" className="h-auto w-full max-w-lg">
      <g className="fill-none stroke-accent" strokeWidth="2" strokeLinecap="round">
        {LINES.map(({ y, dash }) => (
          <path
            key={y}
            d={`M10 ${y} C 90 ${y}, 120 ${150 + (y - 150) * 0.35}, 178 ${150 + (y - 150) * 0.35}`}
            strokeDasharray={dash}
            opacity="0.7"
          />
        ))}
      </g>
      <rect x="178" y="102" width="64" height="96" rx="14" className="fill-accent" />
      <path
        d="M194 172V130h32v42M194 146h32M210 146v26"
        className="fill-none stroke-accent-foreground"
        strokeWidth="4.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <g className="fill-none stroke-foreground" strokeWidth="2" strokeLinecap="round" opacity="0.35">
        {LINES.map(({ y }, index) => (
          <path key={y} d={`M268 ${y + 4 - (y - 150) * 0.3}h${[92, 70, 108, 84, 60][index]}M392 ${y + 4 - (y - 150) * 0.3}h18`} />
        ))}
      </g>
    </svg>
  );
}
