import chromium from '@sparticuz/chromium';

/** Prints the path of the browser, which it unpacks into the folder for temporary files if it is not there. */
process.stdout.write(await chromium.executablePath());
