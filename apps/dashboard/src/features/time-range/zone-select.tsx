'use client';
import { Select } from '@tollgate/ui/select';
import { listZones } from './list-zones.ts';

/** Every IANA zone the browser knows, by continent; the browser's own and UTC come first. */
export function ZoneSelect({
  id,
  value,
  browserZone,
  onChange,
}: {
  id?: string;
  value: string;
  browserZone: string;
  onChange: (zone: string) => void;
}) {
  const zones = listZones().filter((zone) => zone !== browserZone);
  const groups = Map.groupBy(zones, (zone) => zone.split('/')[0] ?? zone);
  const isListed = value === 'UTC' || value === browserZone || zones.includes(value);
  return (
    <Select id={id} aria-label="Time zone" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value={browserZone}>{label(browserZone)} (this browser)</option>
      {browserZone !== 'UTC' && <option value="UTC">UTC</option>}
      {!isListed && <option value={value}>{label(value)}</option>}
      {[...groups].map(([group, members]) => (
        <optgroup key={group} label={group}>
          {members.map((zone) => (
            <option key={zone} value={zone}>
              {label(zone)}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

function label(zone: string): string {
  return zone.replaceAll('_', ' ');
}
