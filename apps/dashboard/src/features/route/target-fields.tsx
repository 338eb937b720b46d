'use client';
import { Button } from '@tollgate/ui/button';
import { Input } from '@tollgate/ui/input';
import { Select } from '@tollgate/ui/select';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { moveTarget, type EditedTarget } from './target-list.ts';

type TargetFieldsProps = {
  targets: readonly EditedTarget[];
  onChange: (targets: readonly EditedTarget[]) => void;
  /** Credential names, default providers and `sim`. */
  credentials: readonly string[];
  error: string | undefined;
};

/** The ordered fallback list: the first target is tried first. All of it works with buttons. */
export function TargetFields({ targets, onChange, credentials, error }: TargetFieldsProps) {
  const nextKey = useRef(Math.max(0, ...targets.map(({ key }) => key)) + 1);
  const change = (index: number, changes: Partial<EditedTarget>) =>
    onChange(targets.map((target, at) => (at === index ? { ...target, ...changes } : target)));
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">Targets, in the order in which they are tried</legend>
      <p className="mt-0.5 text-xs text-muted-foreground">
        The next one is called when one is rate limited, fails or times out before its first content.
      </p>
      <ol className="mt-2 flex flex-col gap-2">
        {targets.map((target, index) => {
          const place = index + 1;
          const options = credentials.includes(target.credential) ? credentials : [target.credential, ...credentials];
          return (
            <li key={target.key} className="flex flex-wrap items-center gap-2 rounded-md border p-2 sm:flex-nowrap">
              <span aria-hidden className="w-5 shrink-0 text-center text-muted-foreground">
                {place}
              </span>
              <Select
                aria-label={`Credential of target ${place}`}
                value={target.credential}
                onChange={(event) => change(index, { credential: event.target.value })}
                className="flex-1 basis-32 sm:basis-0"
              >
                {options.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </Select>
              <Input
                aria-label={`Model of target ${place}`}
                value={target.model}
                onChange={(event) => change(index, { model: event.target.value })}
                required
                maxLength={256}
                autoComplete="off"
                spellCheck={false}
                placeholder={target.credential === 'sim' ? 'echo' : 'gpt-4o'}
                className="flex-1 basis-40 sm:basis-0"
              />
              <span className="flex gap-1">
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Move target ${place} up`}
                  disabled={index === 0}
                  onClick={() => onChange(moveTarget(targets, index, -1))}
                  icon={<ArrowUp aria-hidden />}
                />
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Move target ${place} down`}
                  disabled={index === targets.length - 1}
                  onClick={() => onChange(moveTarget(targets, index, 1))}
                  icon={<ArrowDown aria-hidden />}
                />
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Remove target ${place}`}
                  disabled={targets.length === 1}
                  onClick={() => onChange(targets.filter((_, at) => at !== index))}
                  icon={<Trash2 aria-hidden />}
                />
              </span>
            </li>
          );
        })}
      </ol>
      {error !== undefined && (
        <p role="alert" className="mt-2 text-xs font-medium text-danger">
          {error}
        </p>
      )}
      <Button
        size="small"
        className="mt-2"
        icon={<Plus aria-hidden />}
        disabled={targets.length >= 20}
        onClick={() => onChange([...targets, { key: nextKey.current++, credential: credentials[0] ?? 'sim', model: '' }])}
      >
        Add a fallback
      </Button>
    </fieldset>
  );
}
