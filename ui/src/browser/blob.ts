// Reads files of the browser. `Blob.arrayBuffer` is missing in older ones.

export function bytesOf(content: Blob): Promise<Uint8Array> {
  return reading(content, 'readAsArrayBuffer').then((read) => new Uint8Array(read as ArrayBuffer));
}

/** The content as a `data:` address. What follows the comma is base64. */
export function dataUrlOf(content: Blob): Promise<string> {
  return reading(content, 'readAsDataURL').then(String);
}

function reading(content: Blob, how: 'readAsArrayBuffer' | 'readAsDataURL'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader[how](content);
  });
}
