// A table dropped anywhere on the page opens as if it had been chosen.

const isTable = (file) => /\.(csv|tsv|txt)$/i.test(file.name) || file.type === 'text/csv';
const bringsFiles = (event) => event.dataTransfer?.types.includes('Files');

/** @param {(file: File) => void} open */
export function connectDrop(open) {
  addEventListener('dragover', (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault(); // without this the browser leaves the page for the file
    event.dataTransfer.dropEffect = 'copy';
  });
  addEventListener('drop', (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    const file = [...event.dataTransfer.files].find(isTable);
    if (file) open(file);
  });
}
