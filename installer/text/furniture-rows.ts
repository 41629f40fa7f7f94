/** How many rows of every screen are not the screen's own. */

/** Title, steps, banner. */
export const headerRows = 3;
/** Message and position, buttons, keys. */
export const footerRows = 3;
