import { Skeleton } from './skeleton.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from './table.tsx';

const WIDTHS = ['w-28', 'w-20', 'w-36', 'w-16', 'w-24'];

/** The shape of a table while its rows load. */
export function TableSkeleton({ label, columns, rows = 5 }: { label: string; columns: readonly string[]; rows?: number }) {
  return (
    <div role="status" aria-label={`Loading ${label}`} aria-busy="true">
      <Table label={label}>
        <TableHead>
          <tr>
            {columns.map((column) => (
              <TableHeader key={column}>{column}</TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {Array.from({ length: rows }, (_, row) => (
            <TableRow key={row}>
              {columns.map((column, index) => (
                <TableCell key={column}>
                  <Skeleton className={WIDTHS[(row + index) % WIDTHS.length] ?? 'w-20'} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
