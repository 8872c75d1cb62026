// What a drop or a paste brings: files, and how many folders, which cannot be shared.
import type { Pick } from '../../state/pick';

export function pickOf({ items }: DataTransfer): Pick {
  const pick: Pick = { files: [], folders: 0 };
  for (const item of Array.from(items)) {
    if (item.webkitGetAsEntry?.()?.isDirectory) pick.folders++;
    else {
      const file = item.getAsFile();
      if (file) pick.files.push(file);
    }
  }
  return pick;
}

/**
 * The files of a paste. Null: it is a paste of text, to which spreadsheets and word processors add
 * a picture of it.
 */
export function pastedFiles(data: DataTransfer): Pick | null {
  const pick = pickOf(data);
  const text = data.getData('text/plain');
  if (pick.files.length + pick.folders === 0 || !isNames(text, pick)) return null;
  return pick;
}

/** File managers add the names of the files, or their paths, as a text. */
function isNames(text: string, { files }: Pick): boolean {
  const lines = text.split(/[\r\n]+/).filter(Boolean);
  const ends = (line: string, name: string) => line.endsWith(name) || line.endsWith(encodeURIComponent(name));
  return lines.every((line) => files.some(({ name }) => ends(line, name)));
}
