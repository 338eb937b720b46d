/** What becomes of links when the slug changes. */
export function SlugHint({ pastSlugs }: { pastSlugs: readonly string[] }) {
  return (
    <>
      Links with the present one go on working when you change it.
      {pastSlugs.length > 0 && (
        <>
          {' '}
          So do those with <span className="font-mono break-all">{pastSlugs.join(', ')}</span>.
        </>
      )}
    </>
  );
}
