/** What a form as a whole was refused for. */
export function FormMessage({ message }: { message: string | null | undefined }) {
  if (!message) return null;
  return (
    <p role="alert" className="rounded-md border border-danger bg-danger-surface px-3 py-2">
      {message}
    </p>
  );
}
